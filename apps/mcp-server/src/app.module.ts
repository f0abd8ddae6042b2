import { Module } from '@nestjs/common';
import { ConfigModule } from '@nestjs/config';
import { APP_GUARD } from '@nestjs/core';
import { AccessTokenVerifier } from './auth/access-token.verifier.js';
import { TrustedHostGuard } from './auth/trusted-host.guard.js';
import { mcpServerConfig } from './config/mcp-server.config.js';
import { ProtectedResourceController } from './discovery/protected-resource.controller.js';
import { BookingsService } from './mcp/bookings.service.js';
import { McpController } from './mcp/mcp.controller.js';

/** An OAuth 2.1 resource server that speaks MCP. */
@Module({
  imports: [ConfigModule.forRoot({ isGlobal: true, load: [mcpServerConfig] })],
  controllers: [ProtectedResourceController, McpController],
  providers: [
    AccessTokenVerifier,
    BookingsService,
    { provide: APP_GUARD, useClass: TrustedHostGuard },
  ],
})
export class AppModule {}
