import { Controller, Get, Header, Post, Req, Res, UseGuards } from '@nestjs/common';
import { textField, type AppReply, type AppRequest } from '../http/exchange.js';
import { HtmlPage } from '../pages/html-page.decorator.js';
import type { User } from '../users/user.js';
import { AdminGuard } from './admin.guard.js';
import { peoplePage } from './people.page.js';
import { PeopleService } from './people.service.js';

/** What the guard has let through. */
type AdminRequest = AppRequest & { readonly user: User };

/** The people of the administrator's own organization. */
@Controller('people')
@UseGuards(AdminGuard)
export class PeopleController {
  constructor(private readonly people: PeopleService) {}

  @Get()
  @Header('cache-control', 'no-store')
  @HtmlPage()
  list(@Req() { user }: AdminRequest): Promise<string> {
    return this.#page(user);
  }

  @Post('off-board')
  @Header('cache-control', 'no-store')
  @HtmlPage()
  async offBoard(
    @Req() request: AdminRequest,
    @Res({ passthrough: true }) reply: AppReply,
  ): Promise<string> {
    const { user } = request;
    const done = await this.people.offBoard(user, textField(request, 'id') ?? '');
    if (done?.isDisconnected) {
      reply.status(200);
      return this.#page(user, { text: `${done.person.name} is off-boarded. ${offBoarded}` });
    }
    reply.status(done ? 503 : 404);
    const problem = done ? `${done.person.name} is blocked, ${halfWay}` : nobody;
    return this.#page(user, { text: problem, isProblem: true });
  }

  async #page(user: User, message?: Parameters<typeof peoplePage>[2]): Promise<string> {
    return peoplePage(user, await this.people.listOf(user.organization.id), message);
  }
}

const offBoarded =
  'The account is blocked and signed out everywhere, and all AI apps are disconnected. Whoever was connecting one at this very moment may still finish it: disconnect once more in a quarter of an hour.';
const halfWay =
  'but AI apps may still be connected: the service that connects them does not answer. Disconnect once more in a minute.';
const nobody =
  'Nobody was off-boarded. It has to be somebody of your organization, and nobody off-boards themselves.';
