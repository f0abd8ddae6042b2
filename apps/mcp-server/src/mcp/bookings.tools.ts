import type { CallToolResult, McpServer } from '@modelcontextprotocol/server';
import { z } from 'zod';
import type { AccessToken } from '../auth/access-token.js';
import type { BookingsService } from './bookings.service.js';

const bookingSchema = z.object({ id: z.string(), destination: z.string() });

/** Adds two tools that need a scope each: what they are is in `tool-scopes.ts`. */
export function registerBookings(
  server: McpServer,
  { sub }: AccessToken,
  bookings: BookingsService,
): void {
  server.registerTool(
    'list_bookings',
    {
      title: 'List bookings',
      description: 'Lists what this user has booked here. Needs the scope shipments:read.',
      outputSchema: z.object({ bookings: z.array(bookingSchema) }),
      annotations: { readOnlyHint: true },
    },
    () => toResult({ bookings: [...bookings.listOf(sub)] }),
  );
  server.registerTool(
    'book_shipment',
    {
      title: 'Book a shipment',
      description: 'Books a shipment for this user. Needs the scope shipments:write.',
      inputSchema: z.object({ destination: z.string().min(1).max(100) }),
      outputSchema: bookingSchema,
    },
    ({ destination }) => toResult({ ...bookings.book(sub, destination) }),
  );
}

function toResult(structuredContent: Record<string, unknown>): CallToolResult {
  return {
    content: [{ type: 'text', text: JSON.stringify(structuredContent) }],
    structuredContent,
  };
}
