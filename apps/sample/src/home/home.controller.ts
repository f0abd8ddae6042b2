import { Controller, Get, Header, Req, Res } from '@nestjs/common';
import { seeOther, type AppReply, type AppRequest } from '../http/exchange.js';
import { HtmlPage } from '../pages/html-page.decorator.js';
import { ShipmentsService } from '../shipments/shipments.service.js';
import { homePage } from './home.page.js';

@Controller()
export class HomeController {
  constructor(private readonly shipments: ShipmentsService) {}

  /** Never stored: Back must not show it to whoever comes after signing out. */
  @Get()
  @Header('cache-control', 'no-store')
  @HtmlPage()
  async show(
    @Req() { user }: AppRequest,
    @Res({ passthrough: true }) reply: AppReply,
  ): Promise<string | undefined> {
    if (!user) return seeOther(reply, '/login');
    return homePage(user, await this.shipments.listFor(user.organization.id));
  }
}
