import {
  Body,
  Controller,
  Get,
  Header,
  HttpCode,
  Post,
  UnauthorizedException,
  UseGuards,
} from '@nestjs/common';
import {
  AfterLogin,
  CurrentLoginRequest,
  LoginRequestGuard,
  type LoginRequest,
} from 'nestjs-scalekit-federation';
import { authenticate, type User } from '../../support/federation-app.js';
import type { Browser } from '../../support/browser.js';
import type { Page } from '../../support/page.js';
import { alice } from '../../support/world.js';
import { notice, openPage, type LoginStyle } from './login-style.js';

/** A page of scripts that signs in by fetch and keeps a bearer token; there is no session cookie. */
@Controller('spa')
class JsonLoginController {
  @Get('login')
  @Header('Content-Type', 'text/html; charset=utf-8')
  shell(): string {
    return '<title>Sign in</title><script src="/spa/app.js"></script>';
  }

  @Get('login-request')
  @UseGuards(LoginRequestGuard)
  loginRequest(@CurrentLoginRequest() request?: LoginRequest): object {
    return { loginRequest: request ?? null };
  }

  @Post('login')
  @HttpCode(200)
  @AfterLogin({ principal: (_context, result) => (result as { user: User }).user })
  login(@Body() body: unknown): object {
    const user = authenticate(body);
    if (!user) throw new UnauthorizedException('wrong password');
    return { user, token: `bearer-of-${user.id}` };
  }
}

interface Shown {
  readonly loginRequest: { readonly txn: string; readonly notice: string } | null;
}

/** What the page's script fetched when it was opened. */
const shown = new WeakMap<Page, Shown>();

async function open(browser: Browser, url: URL | string, from?: Page): Promise<Page> {
  const page = await openPage(browser, url, from);
  const answer = await browser.fetchJson(`/spa/login-request${page.url.search}`, undefined, page);
  shown.set(page, answer.json() as Shown);
  return page;
}

/** Sends what the script sends, and goes where the answer's `redirectTo` says. */
async function signIn(browser: Browser, page: Page): Promise<Page> {
  const txn = shown.get(page)?.loginRequest?.txn;
  const body = { ...alice, ...(txn !== undefined && { scalekit_txn: txn }) };
  const answer = await browser.fetchJson('/spa/login', body, page);
  const { redirectTo } = answer.json() as { redirectTo?: string };
  const isOwn = redirectTo?.startsWith('/') ?? false;
  return redirectTo !== undefined && isOwn ? browser.navigate(redirectTo, page) : answer;
}

export const jsonLogin: LoginStyle = {
  name: 'JSON login by fetch',
  loginPath: '/spa/login',
  controller: JsonLoginController,
  open,
  warns: (page) => shown.get(page)?.loginRequest?.notice.includes(notice) ?? false,
  signIn,
  proves: true,
};
