import {
  Body,
  Controller,
  Get,
  Header,
  Inject,
  Post,
  Query,
  Redirect,
  Req,
  UseGuards,
} from '@nestjs/common';
import { ScalekitClient } from '@scalekit-sdk/node';
import { LocalAuthGuard } from '../app/local.strategy.js';
import { credentials, type user } from '../server/credentials.js';
import { loginForm } from './login-form.js';

/** Scalekit's address, in the injector. */
export const environmentUrlToken = Symbol('environmentUrl');

interface LoginRequestQuery {
  readonly login_request_id: string;
  readonly state: string;
}

/** The same login, handed off by the official SDK with no more care than its documentation asks for. */
@Controller('login')
export class SdkController {
  constructor(
    @Inject(ScalekitClient) private readonly scalekit: ScalekitClient,
    @Inject(environmentUrlToken) private readonly environmentUrl: string,
  ) {}

  @Get()
  @Header('Content-Type', 'text/html; charset=utf-8')
  page(@Query() query: LoginRequestQuery): string {
    return loginForm(
      hidden('login_request_id', query.login_request_id) + hidden('state', query.state),
    );
  }

  @Post()
  @UseGuards(LocalAuthGuard)
  @Redirect()
  async login(
    @Body() body: LoginRequestQuery,
    @Req() request: { readonly user: typeof user },
  ): Promise<{ url: string; statusCode: number }> {
    const { connectionId } = credentials;
    await this.scalekit.auth.updateLoginUserDetails(
      connectionId,
      body.login_request_id,
      request.user,
    );
    const callback = `${this.environmentUrl}/sso/v1/connections/${connectionId}/partner:callback`;
    return { url: `${callback}?state=${encodeURIComponent(body.state)}`, statusCode: 303 };
  }
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '"': '&quot;', '<': '&lt;' };

function hidden(name: string, value: string): string {
  const escaped = value.replace(/[&"<]/g, (character) => entities[character] ?? '');
  return `<input type="hidden" name="${name}" value="${escaped}">`;
}
