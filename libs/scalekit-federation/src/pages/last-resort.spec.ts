import { load } from 'cheerio';
import { lastResort } from './last-resort.js';

const withoutUrl = '/login?a=1&b=2';
const browser = { accept: 'text/html' };

function shownTo(retryUrl?: string) {
  const answer = lastResort(browser, { retryUrl, withoutUrl });
  if (answer.kind !== 'page') throw new Error(`no page: ${answer.kind}`);
  return { answer, $: load(answer.page.html) };
}
const linksOf = ($: ReturnType<typeof load>) =>
  $('a')
    .get()
    .map((link) => [$(link).text(), $(link).attr('href')]);

it('leads a person back, and on without any login request', () => {
  const { answer, $ } = shownTo();
  expect(answer.status).toBe(500);
  expect([$('html').attr('lang'), $('html').attr('dir')]).toEqual(['en', 'ltr']);
  expect([$('title').text(), $('h1').text()]).toEqual(Array(2).fill('Something went wrong'));
  expect($('p').first().text()).toBe(
    'This is not your doing. Go back to your AI app and connect again from there.',
  );
  expect($('code').text()).toBe('internal_error');
  expect(linksOf($)).toEqual([['Go on without connecting', withoutUrl]]);
});

it('lets a person try again, where that makes sense', () => {
  const { $ } = shownTo('/scalekit/continue?scalekit_txn=txn');
  expect($('p').first().text()).toBe(
    'This is not your doing. Try again, or go back to your AI app and connect again from there.',
  );
  expect(linksOf($)).toEqual([
    ['Try again', '/scalekit/continue?scalekit_txn=txn'],
    ['Go on without connecting', withoutUrl],
  ]);
});

it('has a style of its own, and another nonce each time', () => {
  const { answer, $ } = shownTo('');
  const { nonce } = answer.page;
  expect(nonce).toMatch(/^[\w-]{22}$/);
  expect($('style').attr('nonce')).toBe(nonce);
  expect($('style').text()).toContain('body');
  expect($('script')).toHaveLength(0);
  expect(shownTo('').answer.page.nonce).not.toBe(nonce);
});

it('is JSON for a script', () => {
  expect(lastResort({ accept: 'application/json' }, { withoutUrl })).toEqual({
    kind: 'json',
    status: 500,
    body: { statusCode: 500, error: 'internal_error', message: 'Something went wrong' },
  });
});
