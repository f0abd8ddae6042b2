import { allows, formActionsOf } from './content-policy.js';

const self = new URL('http://localhost:3000/login');
const target = new URL('http://localhost:4520/sso');

describe('a form-action', () => {
  it.each([
    ["'self'", false],
    ["'none'", false],
    ['', false],
    ['*', true],
    ['http:', true],
    ['https:', false],
    ['http://localhost:4520', true],
    ['localhost:4520', true],
    ['localhost:*', true],
    ['http://localhost', false],
    ["'self' http://localhost:4520/other", true],
    ['*.scalekit.com', false],
  ])('of %s lets a redirect to Scalekit through: %s', (sources, passes) => {
    expect(allows(sources.split(' '), target, self)).toBe(passes);
  });

  it('is that of every policy, by header and by meta tag', () => {
    const headers = new Headers({
      'content-security-policy': "default-src 'self'; Form-Action 'self', form-action https:",
    });
    const html = `<meta http-equiv="Content-Security-Policy" content="form-action 'none'">`;
    expect(formActionsOf(headers, html)).toEqual([["'self'"], ['https:'], ["'none'"]]);
  });

  it('is not there without the directive', () => {
    expect(
      formActionsOf(new Headers({ 'content-security-policy': "default-src 'self'" }), ''),
    ).toEqual([]);
  });
});
