import { Controller, Get, Req, Res } from '@nestjs/common';
import { seeOther, type AppReply, type AppRequest } from '../http/exchange.js';
import { HtmlPage } from '../pages/html-page.decorator.js';
import { ShipmentsService } from '../shipments/shipments.service.js';
import { homePage } from './home.page.js';

@Controller()
export class HomeController {
  constructor(private readonly shipments: ShipmentsService) {}

  @Get()
  @HtmlPage()
  async show(
    @Req() { user }: AppRequest,
    @Res({ passthrough: true }) reply: AppReply,
  ): Promise<string | undefined> {
    if (!user) return seeOther(reply, '/login');
    return homePage(user, await this.shipments.listFor(user.organization.id));
  }
}
