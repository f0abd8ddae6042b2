import {
  Body,
  Controller,
  Get,
  HttpCode,
  Post,
  UnauthorizedException,
  UseGuards,
} from '@nestjs/common';
import {
  AfterLogin,
  CurrentLoginRequest,
  LoginRequestGuard,
  RejectLogin,
  type LoginRequest,
} from 'nestjs-scalekit-federation';
import { blankPage } from '../../../libs/scalekit-emulator/src/browser/page.js';
import type { Browser } from '../../support/browser.js';
import { authenticate, users, type User } from '../../support/federation-app.js';
import { FrontEndPage } from '../../support/front-end.js';
import { Page } from '../../support/page.js';
import { alice } from '../../support/world.js';
import { notice, type LoginStyle } from './login-style.js';

/** Another site than the app's `http://localhost:<port>`; nobody listens there, for pages are all in their script. */
export const frontEndOrigin = 'http://127.0.0.1:4300';

/** What the module is told as `appUrl`: it stands for a proxy before the test's own port. */
export const proxyUrl = 'http://localhost:4999';

/** An API with tokens that the script of another origin calls. */
@Controller('front-end')
class FrontEndController {
  @Get('login-request')
  @UseGuards(LoginRequestGuard)
  loginRequest(@CurrentLoginRequest() request?: LoginRequest): object {
    return request ?? {};
  }

  @Post('login')
  @HttpCode(200)
  @AfterLogin({ principal: (_context, result) => (result as { user: User }).user })
  login(@Body() body: unknown): object {
    const user = authenticate(body);
    if (!user) throw new UnauthorizedException('wrong password');
    return { user, token: `token-of-${user.id}` };
  }

  /** For who is signed in already. */
  @Post('continue')
  @HttpCode(200)
  @AfterLogin({
    confirm: 'always',
    principal: (_context, result) => (result as { user: User }).user,
  })
  goOn(@Body() { token }: { token?: string }): object {
    const user = users.find(({ id }) => token === `token-of-${id}`);
    if (!user) throw new UnauthorizedException('no such token');
    return { user };
  }

  @Post('cancel')
  @HttpCode(200)
  @RejectLogin()
  cancel(): object {
    return {};
  }
}

interface Opened {
  readonly frontEnd: FrontEndPage;
  readonly captured: Record<string, string>;
}

/** What the script of an opened page holds in memory. */
const opened = new WeakMap<Page, Opened>();

let appUrl = '';

/** The front end's scripts call this app from now on. */
export function useBackend(url: string): void {
  appUrl = url;
}

async function open(browser: Browser, url: URL | string, from?: Page): Promise<Page> {
  const link = await addressOf(browser, new URL(url), from);
  const frontEnd = new FrontEndPage(link.origin, appUrl, browser);
  const captured = await frontEnd.capture(link, '/front-end/login-request');
  const page = new Page(blankPage(link).request, 200, new Headers(), '');
  opened.set(page, { frontEnd, captured });
  return page;
}

/** Sends what the script sends, and goes where the answer's `redirectTo` says, if that is the app. */
async function post(path: string, own: object, page: Page): Promise<Page> {
  const { frontEnd, captured } = openedIn(page);
  // A page that was opened plainly has nothing to carry.
  const fields = captured['ticket'] === undefined ? {} : frontEnd.fields(captured);
  const answer = await frontEnd.post(path, { ...own, ...fields });
  const { redirectTo = '' } = answer.json() as { redirectTo?: string };
  if (!redirectTo.startsWith(proxyUrl)) return answer;
  return frontEnd.browser.navigate(redirectTo.replace(proxyUrl, appUrl), page);
}

export const frontEnd: LoginStyle = {
  name: 'a front end on another site',
  origin: frontEndOrigin,
  loginPath: '/login',
  controller: FrontEndController,
  open,
  warns: (page) => openedIn(page).captured['notice']?.includes(notice) ?? false,
  signIn: (_browser, page) => post('/front-end/login', alice, page),
  cancel: (page) => post('/front-end/cancel', {}, page),
  proves: true,
};

export const frontEndWithToken: LoginStyle = {
  ...frontEnd,
  name: 'a token that a front end on another site has already',
  signIn: (_browser, page) => post('/front-end/continue', { token: 'token-of-usr_alice' }, page),
  proves: false,
};

/** Where the front end's page is in the end: a link may bounce before. */
async function addressOf(browser: Browser, url: URL, from: Page | undefined): Promise<URL> {
  const isThere = (next: URL) => next.origin === frontEndOrigin;
  if (isThere(url)) return url;
  const { next } = await browser.follow(await browser.navigate(url, from), isThere);
  if (next === undefined) throw new Error(`${url.href} does not lead to the front end`);
  return next;
}

function openedIn(page: Page): Opened {
  const state = opened.get(page);
  if (state === undefined) throw new Error(`${page.url.href} is no page of the front end`);
  return state;
}
