import { STATUS_CODES } from 'node:http';
import { Catch, HttpException, Logger } from '@nestjs/common';
import type { ArgumentsHost, ExceptionFilter } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { errorPage } from './error.page.js';

/** Shows errors as pages to browsers, and as Nest's usual JSON to others. */
@Catch()
export class ErrorPageFilter implements ExceptionFilter {
  readonly #logger = new Logger('HTTP');

  constructor(private readonly adapterHost: HttpAdapterHost) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const { headers } = http.getRequest<{ headers: { accept?: string } }>();
    const { httpAdapter } = this.adapterHost;
    const response: unknown = http.getResponse();

    const status = statusOf(error);
    const shown = error instanceof HttpException && status < 500 ? error : undefined;
    if (shown === undefined && status >= 500) this.#logger.error(error);

    if (headers.accept?.includes('text/html')) {
      httpAdapter.setHeader(response, 'content-type', 'text/html; charset=utf-8');
      httpAdapter.reply(response, errorPage(status, shown?.message), status);
    } else {
      const message = STATUS_CODES[status];
      httpAdapter.reply(response, shown?.getResponse() ?? { statusCode: status, message }, status);
    }
  }
}

/** Body parsers and Fastify throw errors of their own that carry a status. */
function statusOf(error: unknown): number {
  if (error instanceof HttpException) return error.getStatus();
  const status =
    typeof error === 'object' && error !== null && 'statusCode' in error ? error.statusCode : 500;
  return typeof status === 'number' && status in STATUS_CODES ? status : 500;
}
