import { Controller, Get, Post, UseGuards } from '@nestjs/common';
import { AfterLogin, LoginRequestGuard } from 'nestjs-scalekit-federation';
import { Browser } from '../support/browser.js';
import { LoginController, PasswordGuard, adapters } from '../support/federation-app.js';
import { alice, World } from '../support/world.js';

describe.each(adapters)('the pages on %s', (adapter) => {
  let world: World;

  beforeAll(async () => {
    world = await World.start({
      adapter,
      options: {
        texts: (request: { headers: Record<string, string> }) =>
          request.headers['accept-language']?.startsWith('de')
            ? {
                language: 'de',
                notice: 'Mit der Anmeldung verbinden Sie eine <KI-App>.',
                continuePage: { title: 'KI-App verbinden?', continue: 'Weiter' },
                errors: { login_request_invalid: { title: 'Der Link ist unvollständig' } },
              }
            : {},
        template: ({ language, direction, title, body, style, script, nonce }) =>
          `<!doctype html><html lang="${language}" dir="${direction}"><title>${title} · Acme</title>${style}` +
          `<style nonce="${nonce}">h1{color:red}</style><main>${body}</main>${script}</html>`,
      },
    });
  });
  afterAll(() => world?.close());

  const german = () => new Browser({ headers: { 'accept-language': 'de-DE,de;q=0.9' } });

  it('say the app’s words to those who read them, and ours where it has none', async () => {
    const { page } = await world.startLogin(german());
    expect(page.textOf('form[action="/login"] .scalekit-notice')).toBe(
      'Mit der Anmeldung verbinden Sie eine <KI-App>.',
    );
    const error = await german().navigate(`${world.loginUrl}?login_request_id=1`);
    expect(error.textOf('h1')).toBe('Der Link ist unvollständig');
    expect(error.textOf()).toContain('connect again from there');
    const english = await new Browser().navigate(`${world.loginUrl}?login_request_id=1`);
    expect(english.textOf('h1')).toBe('This sign-in link is not complete');
  });

  it('stand in the app’s template, with our headers and script', async () => {
    const browser = german();
    await browser.submitForm(await browser.navigate(world.loginUrl), alice);
    const { page } = await world.startLogin(browser);
    expect(page.$('html').attr('lang')).toBe('de');
    expect(page.$('html').attr('dir')).toBe('ltr');
    expect(page.textOf('title')).toBe('KI-App verbinden? · Acme');
    expect(page.textOf('button[value=continue]')).toBe('Weiter');
    expect(page.textOf('button[value=cancel]')).toBe('Cancel');
    const nonce = page.$('script').attr('nonce');
    expect(page.headers.get('content-security-policy')).toContain(`'nonce-${nonce}'`);
    expect(page.$('style').eq(1).attr('nonce')).toBe(nonce);
  });
});

describe.each(adapters)('the direction of the pages on %s', (adapter) => {
  it.each([
    ['en', 'ltr'],
    ['ar', 'rtl'],
    ['he-IL', 'rtl'],
    ['fa', 'rtl'],
    ['ur-PK', 'rtl'],
    ['ckb', 'rtl'],
    ['az-Arab', 'rtl'],
    ['sr-Latn', 'ltr'],
    ['zh-Hant', 'ltr'],
    ['no language at all', 'ltr'],
  ])('is that of their language, %s: %s', async (language, direction) => {
    const world = await World.start({ adapter, options: { texts: { language } } });
    const browser = new Browser();
    await browser.submitForm(await browser.navigate(world.loginUrl), alice);
    const { page } = await world.startLogin(browser);
    await world.close();
    expect(page.$('html').attr('dir')).toBe(direction);
    expect(page.textOf('.deadline')).toMatch(/\p{Nd}/u);
  });
});

describe.each(adapters)('a login page without the notice on %s', (adapter) => {
  @Controller()
  class SilentController {
    @Get('login')
    @UseGuards(LoginRequestGuard)
    page() {
      return '<form></form>';
    }

    @Post('login')
    @UseGuards(PasswordGuard)
    @AfterLogin()
    login() {}
  }

  it('is warned about once, with its name and the fix', async () => {
    const world = await World.start({ adapter, controllers: [SilentController] });
    const warnings = () => world.app.log.lines.filter((line) => line.includes('showed no notice'));
    await new Browser().navigate(world.loginUrl);
    expect(warnings()).toEqual([]);
    await world.startLogin();
    await world.startLogin();
    await world.close();
    expect(warnings()).toEqual([
      expect.stringMatching(/SilentController\.page.*request\.formFields/),
    ]);
  });

  it('is not warned about when it shows it', async () => {
    const world = await World.start({ adapter, controllers: [LoginController] });
    await world.startLogin();
    await world.close();
    expect(world.app.log.lines.join()).not.toContain('showed no notice');
  });
});
