import { Header } from '@nestjs/common';

/** The handler returns a page; without this, Fastify would call a string plain text. */
export const HtmlPage = () => Header('content-type', 'text/html; charset=utf-8');
