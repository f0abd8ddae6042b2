import type { Page } from 'playwright-core';
import { demoAuthenticator } from '../../apps/sample/src/demo/demo-data.js';
import { totp } from '../../apps/sample/src/users/authenticators.service.js';
import { alice, dana, erin } from '../support/sample.js';
import { signIn } from './support/sign-in.js';

/** One way in which somebody signs in to the sample app. */
export interface LoginStyle {
  readonly name: string;
  /** Of the login page that Scalekit is given. */
  readonly loginPath: string;
  /** What happened before the AI app asked. */
  readonly before?: (page: Page, appUrl: string) => Promise<void>;
  /** From the first page that the AI app led to, up to the hand-off. `look` is for every page on the way. */
  readonly signIn: (page: Page, look: (what: string) => Promise<void>) => Promise<void>;
  /** The rest of the token's `sub` follows from whom this says. */
  readonly email: string;
}

export const loginStyles: readonly LoginStyle[] = [
  {
    name: 'password',
    loginPath: '/login',
    signIn: async (page, look) => {
      await look('login');
      await signIn(page, alice);
    },
    email: alice.email,
  },
  {
    name: 'password-at-the-second-try',
    loginPath: '/login',
    signIn: async (page, look) => {
      await signIn(page, { ...alice, password: 'wrong' });
      await page.getByRole('alert').waitFor();
      await look('refused');
      await signIn(page, alice);
    },
    email: alice.email,
  },
  {
    name: 'signed-in-already',
    loginPath: '/login',
    before: async (page, appUrl) => {
      await page.goto(`${appUrl}/login`);
      await signIn(page, alice);
      await page.waitForURL(`${appUrl}/`);
    },
    signIn: async (page, look) => {
      await page.locator('button[value=continue][aria-disabled=false]').waitFor();
      await look('continue');
      await page.getByRole('button', { name: 'Continue' }).click();
    },
    email: alice.email,
  },
  {
    name: 'password-and-code',
    loginPath: '/login-styles/totp',
    signIn: async (page, look) => {
      await look('password');
      await signIn(page, dana);
      await page.getByLabel('Code').waitFor();
      await look('code');
      await page.getByLabel('Code').fill('000 000');
      await page.getByRole('button', { name: 'Sign in', exact: true }).click();
      await page.getByRole('alert').waitFor();
      await look('refused');
      await page.getByLabel('Code').fill(totp(demoAuthenticator.secret).generate());
      await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    },
    email: dana.email,
  },
  {
    name: 'single-page',
    loginPath: '/login-styles/single-page',
    signIn: async (page, look) => {
      await page.getByRole('note').waitFor();
      await look('login');
      await signIn(page, { ...alice, password: 'wrong' });
      await page.getByRole('alert').waitFor();
      await look('refused');
      await page.reload();
      await signIn(page, alice);
    },
    email: alice.email,
  },
  {
    name: 'sign-up-from-the-login-page',
    loginPath: '/login',
    signIn: async (page, look) => {
      await page.getByRole('link', { name: 'Create an account' }).click();
      await look('form');
      await page.getByLabel('Your name').fill('Gil Haddad');
      await page.getByLabel('Company').fill('Elm Ferries');
      await page.getByLabel('E-mail address').fill(alice.email);
      await page.getByLabel('Password').fill('twelve or more of them');
      await page.getByRole('button', { name: 'Create account' }).click();
      await page.getByRole('alert').waitFor();
      await look('refused');
      await page.getByLabel('E-mail address').fill('gil@example.com');
      await page.getByLabel('Password').fill('twelve or more of them');
      await page.getByRole('button', { name: 'Create account' }).click();
    },
    email: 'gil@example.com',
  },
  {
    name: 'directory-from-the-list',
    loginPath: '/login-styles',
    signIn: async (page, look) => {
      await look('list');
      await page.getByRole('link', { name: 'A directory' }).click();
      await look('login');
      await signIn(page, erin);
    },
    email: erin.email,
  },
  {
    name: 'openid-connect',
    loginPath: '/login',
    signIn: async (page, look) => {
      await page.getByRole('button', { name: 'Acme ID' }).click();
      await page.getByRole('button', { name: 'Frank Adeyemi' }).waitFor();
      await look('provider');
      await page.getByRole('button', { name: 'Frank Adeyemi' }).click();
    },
    email: 'frank@acme.example',
  },
  {
    name: 'saml',
    loginPath: '/login',
    signIn: async (page, look) => {
      await page.getByRole('button', { name: 'Bolt ID' }).click();
      await page.getByRole('button', { name: 'Hannah Fischer' }).waitFor();
      await look('provider');
      await page.getByRole('button', { name: 'Hannah Fischer' }).click();
      await page.getByRole('button', { name: 'Go on to the app' }).click();
    },
    email: 'hannah@bolt.example',
  },
  {
    name: 'openid-connect-without-a-login-page',
    loginPath: '/sso/oidc',
    signIn: async (page, look) => {
      await page.getByRole('button', { name: 'Frank Adeyemi' }).click();
      await page.locator('button[value=continue][aria-disabled=false]').waitFor();
      await look('continue');
      await page.getByRole('button', { name: 'Continue' }).click();
    },
    email: 'frank@acme.example',
  },
  {
    name: 'mailed-link',
    loginPath: '/login-styles/magic-link',
    signIn: async (page, look) => {
      await look('ask');
      await page.getByLabel('E-mail address').fill(alice.email);
      await page.getByRole('button', { name: 'Mail me a link' }).click();
      await page.getByLabel('Type the code').waitFor();
      await look('wait');
      const mail = page.waitForEvent('popup');
      await page.getByRole('link', { name: 'the outbox' }).click();
      const link = (await mail).getByRole('link', { name: 'sign in' }).first();
      const path = (await link.getAttribute('href')) ?? '';
      await page.goto(new URL(path, page.url()).href);
      await page.locator('button[value=continue][aria-disabled=false]').waitFor();
      await page.getByRole('button', { name: 'Continue' }).click();
    },
    email: alice.email,
  },
];
