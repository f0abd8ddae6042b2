import { ExecutionContextHost } from '@nestjs/core/helpers/execution-context-host.js';
import { httpContextOf, rememberReply } from './http-context.js';

const response = { name: 'response' };
const request = { name: 'request' };

/** As Nest makes it for a handler of this transport. */
function contextOf(type: string, ...parameters: unknown[]) {
  const host = new ExecutionContextHost(parameters);
  host.setType(type);
  return httpContextOf(host);
}
const ofGraphQl = (context: unknown) => contextOf('graphql', {}, {}, context, {});

it('is that of the route', () => {
  expect(contextOf('http', request, response)).toEqual({ request, response, isGraphQl: false });
});

describe('of a GraphQL operation', () => {
  const found = { request, response, isGraphQl: true };

  it.each<[what: string, context: unknown, expected: object]>([
    ['request and response', { req: request, res: response }, found],
    ['request and reply', { req: request, reply: response }, found],
    ['the response rather than the reply', { req: request, res: response, reply: {} }, found],
    [
      'the reply alone',
      { reply: { ...response, request } },
      { ...found, response: { ...response, request } },
    ],
  ])('is what the driver puts there: %s', (_what, context, expected) => {
    expect(ofGraphQl(context)).toEqual(expected);
  });

  it('has the response that Express keeps on its request', () => {
    const req = { ...request, res: response };
    expect(ofGraphQl({ req })).toEqual({ request: req, response, isGraphQl: true });
  });

  it('has the reply that was remembered, the last one where there were several', () => {
    const req = { ...request };
    rememberReply(req, { name: 'earlier' });
    rememberReply(req, response);
    expect(ofGraphQl({ req })).toEqual({ request: req, response, isGraphQl: true });
    expect(Object.keys(req)).toEqual(['name']);
  });

  it.each<[what: string, context: unknown]>([
    ['nothing', undefined],
    ['no request', {}],
    ['a response alone', { res: response }],
    ['a reply without its request', { reply: response }],
    ['a request without a response', { req: { ...request } }],
  ])('is none where the driver puts there %s', (_what, context) => {
    expect(ofGraphQl(context)).toBeUndefined();
  });
});

it.each(['rpc', 'ws', 'necord'])('is none for a handler of %s', (type) => {
  expect(contextOf(type, {}, {}, { req: request, res: response })).toBeUndefined();
});
