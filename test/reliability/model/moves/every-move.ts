import * as fc from 'fast-check';
import { appOrigin, evilOrigin, siblingOrigin } from '../browser/sites.js';
import { ForgeAnswer, ForgeLogin, EvictCookies, PlantCookie, prefixes } from './attacks.js';
import { Press } from './continue-page.js';
import { OpenFrontEnd, OpenTicket, SignInOnFrontEnd } from './front-end.js';
import { OpenLink, OpenLoginPage, StartFlow } from './login-page.js';
import type { Move } from './move.js';
import { LogOut, OpenMail, PressPlainButton } from './session.js';
import { SignIn, SignInTogether } from './sign-in.js';
import { ScalekitFails, TimePasses } from './surroundings.js';
import { BeginTrip, EndTrip } from './trips.js';

/** Most of it happens to one person, so that one thing leads to another. */
const browser = fc.constantFrom(0, 0, 0, 1, 2, 2);
const number = fc.nat({ max: 3 });
const anySite = fc.constantFrom(siblingOrigin, evilOrigin, appOrigin);

const signIn = fc
  .record({
    browser,
    tab: number,
    path: fc.constantFrom('/login' as const, '/patient-login' as const),
    // Most people have one account, and know their password.
    account: fc.constantFrom(0, 0, 1),
    isRight: fc.constantFrom(true, true, false),
  })
  .map((way) => new SignIn(way));

const forgery = fc.record({
  browser,
  named: number,
  path: fc.constantFrom('/login', '/patient-login', '/session-login', '/login/cancel'),
  from: anySite,
  isFilled: fc.boolean(),
  isPassedOn: fc.boolean(),
});

const openPage = fc
  .tuple(
    browser,
    fc.option(number, { nil: undefined }),
    fc.constantFrom('/login', '/scalekit/continue'),
  )
  .map((values) => new OpenLoginPage(...values));

/** All that anybody does here. One that is named twice comes twice as often. */
export const everyMove: fc.Arbitrary<Move>[] = [
  fc.boolean().map((isAttackers) => new StartFlow(isAttackers)),
  fc.tuple(browser, number).map((values) => new OpenLink(...values)),
  fc.tuple(browser, number).map((values) => new OpenLink(...values)),
  openPage,
  openPage,
  signIn,
  signIn,
  fc.tuple(signIn, signIn).map((pair) => new SignInTogether(...pair)),
  fc
    .tuple(
      browser,
      number,
      fc.constantFrom('continue', 'continue', 'switch', 'cancel'),
      fc.boolean(),
    )
    .map((values) => new Press(...values)),
  fc
    .tuple(browser, number, fc.constantFrom('/session-login', '/session-login', '/login/cancel'))
    .map((values) => new PressPlainButton(...values)),
  browser.map((value) => new LogOut(value)),
  fc.tuple(browser, number).map((values) => new OpenMail(...values)),
  fc
    .tuple(
      browser,
      fc.oneof(number, number, fc.constant('a link' as const)),
      fc.constantFrom('/sso/oidc', '/sso/saml'),
    )
    .map((values) => new BeginTrip(...values)),
  fc
    .tuple(browser, number, fc.constantFrom(false, false, true))
    .map((values) => new EndTrip(...values)),
  fc
    .tuple(
      browser,
      number,
      fc.constantFrom('a link', 'a ticket', 'a ticket that the page takes as it is'),
    )
    .map((values) => new OpenFrontEnd(...values)),
  number.map((value) => new SignInOnFrontEnd(value)),
  fc
    .tuple(browser, number, fc.constantFrom('/login', '/scalekit/continue'))
    .map((values) => new OpenTicket(...values)),
  fc
    .tuple(browser, number, fc.constantFrom('', ...prefixes))
    .map((values) => new PlantCookie(...values)),
  fc.tuple(browser, fc.constantFrom(1, 1, 3)).map((values) => new EvictCookies(...values)),
  forgery.map((values) => new ForgeLogin(values as ConstructorParameters<typeof ForgeLogin>[0])),
  fc
    .tuple(browser, number, number, anySite, fc.boolean())
    .map((values) => new ForgeAnswer(...values)),
  fc.constantFrom(1, 1, 60, 300, 540).map((seconds) => new TimePasses(seconds)),
  fc
    .constantFrom('fails', 'fails behind it', 'breaks behind it', 'is refused')
    .map((fault) => new ScalekitFails(fault)),
];
