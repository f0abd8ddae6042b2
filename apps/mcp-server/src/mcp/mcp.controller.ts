import { All, Controller, Logger, Req, Res, UseGuards } from '@nestjs/common';
import { createMcpHandler, McpServer } from '@modelcontextprotocol/server';
import { toNodeHandler } from '@modelcontextprotocol/node';
import { BearerTokenGuard } from '../auth/bearer-token.guard.js';
import type { AuthenticatedRequest } from '../auth/bearer-token.guard.js';
import { BookingsService } from './bookings.service.js';
import { registerBookings } from './bookings.tools.js';
import { nodeExchange } from './node-exchange.js';
import type { PlatformRequest, PlatformResponse } from './node-exchange.js';
import { registerWhoami } from './whoami.tool.js';

/** The streamable HTTP endpoint, stateless, for clients of every protocol revision that the SDK knows. */
@Controller('mcp')
@UseGuards(BearerTokenGuard)
export class McpController {
  private readonly logger = new Logger(McpController.name);

  constructor(private readonly bookings: BookingsService) {}

  @All()
  async serve(
    @Req() request: PlatformRequest & AuthenticatedRequest,
    @Res() response: PlatformResponse,
  ): Promise<void> {
    const { user, body } = request;
    // Tools get the user, never the token: what they don't hold they can't pass on.
    const handler = createMcpHandler(
      () => {
        const server = new McpServer({ name: 'sample-mcp-server', version: '0.1.0' });
        registerWhoami(server, user);
        registerBookings(server, user, this.bookings);
        return server;
      },
      { onerror: (error) => this.logger.warn(error.message) },
    );
    const { incoming, outgoing } = nodeExchange(request, response);
    await toNodeHandler(handler)(incoming, outgoing, body);
  }
}
