import { Controller, Get, Header, Inject, Post, Req, Res } from '@nestjs/common';
import { sampleConfig, type SampleConfig } from '../config/sample.config.js';
import { ConnectedAppsService } from '../connected-apps/connected-apps.service.js';
import { seeOther, textField, type AppReply, type AppRequest } from '../http/exchange.js';
import { HtmlPage } from '../pages/html-page.decorator.js';
import { ShipmentsService } from '../shipments/shipments.service.js';
import type { User } from '../users/user.js';
import { homePage } from './home.page.js';
import { welcomePage } from './welcome.page.js';

/** Never stored: Back must not show these pages to whoever comes after signing out. */
const NotStored = () => Header('cache-control', 'no-store');

@Controller()
export class HomeController {
  constructor(
    private readonly shipments: ShipmentsService,
    private readonly connectedApps: ConnectedAppsService,
    @Inject(sampleConfig.KEY) private readonly config: SampleConfig,
  ) {}

  @Get()
  @NotStored()
  @HtmlPage()
  async show(
    @Req() { user }: AppRequest,
    @Res({ passthrough: true }) reply: AppReply,
  ): Promise<string | undefined> {
    if (user) return this.#page(user);
    const { emulatorUrl } = this.config;
    return emulatorUrl === undefined ? seeOther(reply, '/login') : welcomePage(emulatorUrl);
  }

  @Post('connected-apps/disconnect')
  @NotStored()
  @HtmlPage()
  async disconnect(
    @Req() request: AppRequest,
    @Res({ passthrough: true }) reply: AppReply,
  ): Promise<string | undefined> {
    const { user } = request;
    if (!user) return seeOther(reply, '/login');
    // Without an id all of them would be meant.
    const appId = textField(request, 'id') ?? '';
    const isDone = await this.connectedApps.disconnect(user, appId);
    if (isDone) return seeOther(reply, '/#connected-apps');
    reply.status(isDone === undefined ? 503 : 404);
    return this.#page(user, isDone === undefined ? unreachable : notConnected);
  }

  async #page(user: User, problem?: string): Promise<string> {
    const [shipments, apps] = await Promise.all([
      this.shipments.listFor(user.organization.id),
      this.connectedApps.listFor(user),
    ]);
    return homePage(user, shipments, { apps, problem }, this.config.emulatorUrl);
  }
}

const notConnected =
  'Nothing was disconnected: that app is not connected to your account, or no longer.';
const unreachable =
  'That app may still be connected: the service that connects AI apps does not answer. Try again in a minute.';
