import type { Request } from 'express';
import passport from 'passport';
import type { PolicyLogin } from 'nestjs-scalekit-federation';
import { blankPage } from '../../libs/scalekit-emulator/src/browser/page.js';
import { asksAnew as asksAnewIn } from '../../libs/scalekit-federation/src/passport/asked-anew.js';
import { Browser } from '../support/browser.js';
import { Details, told } from '../support/details.js';
import type { StartedLogin } from '../support/federated-login.js';
import { adapters } from '../support/federation-app.js';
import type { Page } from '../support/page.js';
import { ssoController, ssoLoginPage, useSessions, type SsoStyle } from '../support/sso-app.js';
import { ToldOidc, ToldSaml } from '../support/told-strategies.js';
import { walk } from '../support/walk.js';
import { World } from '../support/world.js';

const oidc: SsoStyle = { name: 'told-oidc', answer: 'GET' };
const saml: SsoStyle = { name: 'told-saml', answer: 'POST' };
/** Tells its provider nothing of how to ask. */
const deaf: SsoStyle = { name: 'told-nothing', answer: 'GET' };
passport.use(oidc.name, new ToldOidc());
passport.use(saml.name, new ToldSaml());
passport.use(
  deaf.name,
  new (class extends ToldOidc {
    override authenticate(request: Request): void {
      super.authenticate(request);
    }
  })(),
);

const styles = [oidc, saml, deaf];

/** An elevated scope needs a login of its own. */
const policy = ({ fresh }: PolicyLogin) => (fresh ? 'allow' : 'reauthenticate');

describe.each(adapters)(
  'a policy that asks for a fresh login by an identity provider, on %s',
  (adapter) => {
    const details = new Details();
    let world: World;

    beforeAll(async () => {
      world = await World.start({
        adapter,
        options: { loginRequestDetails: details.option, policy, currentUser: () => undefined },
        controllers: [ssoLoginPage(styles), ...styles.map(ssoController)],
        configure: (app) => useSessions(app, adapter),
      });
    });
    beforeEach(async () => {
      details.reset(() => told({ scopes: ['shipments:write'] }));
      await world.emulator.reset();
    });
    afterAll(() => world?.close());

    const now = (seconds = 0) => String(Math.floor(Date.now() / 1000) + seconds);
    const leave = async (
      { browser, page }: Pick<StartedLogin, 'browser' | 'page'>,
      style: SsoStyle,
    ) => {
      const left = await browser.submitForm(page, {}, { form: `#${style.name}` });
      return new URL(left.refresh?.replace(/^0;url=/, '') ?? '');
    };

    /** The identity provider's answer to a trip, and where the app leads then. */
    async function comeBack(
      browser: Browser,
      style: SsoStyle,
      trip: URL,
      at: string | undefined,
    ): Promise<Page> {
      const said = { user: 'usr_alice', ...(at !== undefined && { at }) };
      const callback = new URL(`/sso/${style.name}/callback`, world.app.url);
      if (style.answer === 'GET') {
        const state = trip.searchParams.get('state') ?? '';
        callback.search = String(new URLSearchParams({ ...said, state }));
        return browser.navigate(callback);
      }
      const fields = new URLSearchParams({
        SAMLResponse: JSON.stringify(said),
        RelayState: trip.searchParams.get('RelayState') ?? '',
      });
      const provider = blankPage(new URL('https://idp.example/')) as Page;
      return walk(
        browser,
        await browser.sendForm({ action: callback, method: 'POST', fields }, provider),
      );
    }

    describe.each([oidc, saml])('by $name', (style) => {
      /** The first trip brings a login of before, and the policy wants another. */
      async function sentBack(): Promise<{ login: StartedLogin; form: Page }> {
        const login = await world.startLogin();
        const trip = await leave(login, style);
        const answer = await comeBack(login.browser, style, trip, now(-3_600));
        const form = await login.browser.follow(answer);
        expect(form.url.pathname).toBe('/login');
        expect(await world.pushes()).toEqual([]);
        return { login, form };
      }

      it('is content with a login that the provider was told to ask for, and asked for', async () => {
        const { login, form } = await sentBack();
        const trip = await leave({ ...login, page: form }, style);
        const handedOff = await comeBack(login.browser, style, trip, now(5));
        expect(handedOff.refresh).toContain('partner:callback');
        expect(await world.finish(login, handedOff)).toMatchObject({ sub: 'usr_alice' });
      });

      it('has the provider told to ask anew, and only then', async () => {
        const login = await world.startLogin();
        const asksAnew = ({ searchParams }: URL) =>
          asksAnewIn({
            status: 302,
            headers: { location: `https://idp.example/?${searchParams}` },
            body: '',
          });
        expect(asksAnew(await leave(login, style))).toBe(false);
        const { login: sent, form } = await sentBack();
        expect(asksAnew(await leave({ ...sent, page: form }, style))).toBe(true);
      });

      it.each([
        ['is older than the trip', () => now(-60)],
        ['is of no known time', () => undefined],
      ])('is not content with a login that %s', async (_what, at) => {
        const { login, form } = await sentBack();
        const trip = await leave({ ...login, page: form }, style);
        const page = await comeBack(login.browser, style, trip, at());
        expect(page.status).toBe(403);
        expect(page.text).toContain('login_needed');
        expect(await world.pushes()).toEqual([]);
      });

      it('is not content with a login that nobody told the provider to ask for', async () => {
        const login = await world.startLogin();
        const trip = await leave(login, style);
        const answer = await comeBack(login.browser, style, trip, now(5));
        expect((await login.browser.follow(answer)).url.pathname).toBe('/login');
        expect(await world.pushes()).toEqual([]);
      });
    });

    it('tells the developer of a strategy that has nobody asked anew', async () => {
      const login = await world.startLogin();
      const trip = await leave(login, deaf);
      const form = await login.browser.follow(await comeBack(login.browser, deaf, trip, now()));
      const unasked = 'does not tell it to sign the person in anew';
      expect(world.app.log.lines.join('\n')).not.toContain(unasked);
      await leave({ ...login, page: form }, deaf);
      expect(world.app.log.lines.join('\n')).toContain(unasked);
    });

    it('tells the developer what keeps a trip from counting', async () => {
      const login = await world.startLogin();
      const trip = await leave(login, oidc);
      const form = await login.browser.follow(await comeBack(login.browser, oidc, trip, now()));
      const again = await leave({ ...login, page: form }, oidc);
      await comeBack(login.browser, oidc, again, undefined);
      expect(world.app.log.lines.join('\n')).toContain(
        'nothing says when the person signed in there',
      );
    });
  },
);
