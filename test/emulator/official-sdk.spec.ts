import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { connect as connectHttp2 } from 'node:http2';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { createClient } from '@connectrpc/connect';
import { createGrpcTransport } from '@connectrpc/connect-node';
import { ClientService } from '@scalekit-sdk/node/lib/pkg/grpc/scalekit/v1/clients/clients_pb.js';
import { ScalekitEmulator } from 'scalekit-emulator';
import { claimsAt } from '../support/federated-login.js';
import { alice, Backend, beginLogin } from './backend.js';
import { OfficialSdk } from './official-sdk.js';

const resource = 'http://localhost:3001/mcp';

/** Every field that the SDK can send, none with protobuf's default. */
const everything = {
  ...alice,
  givenName: 'Alice',
  familyName: 'Ångström',
  emailVerified: true,
  phoneNumber: '+15550100',
  phoneNumberVerified: true,
  preferredUsername: 'alice',
  picture: 'https://example.com/alice.png',
  gender: 'female',
  locale: 'sv-SE',
  groups: ['staff'],
  customAttributes: { access_level: 101, flags: ['a', null, true] },
  organizationExternalId: 'acme',
  organizationExternalName: 'Acme',
  roles: ['admin', 'support'],
};

describe('the official SDK, unmodified', () => {
  let emulator: ScalekitEmulator;
  let backend: Backend;
  let scalekit: OfficialSdk;
  let connectionId: string;

  beforeAll(async () => {
    emulator = await ScalekitEmulator.start({
      loginUrl: 'http://localhost:3000/login',
      resource,
      consent: 'auto',
    });
    backend = new Backend(emulator.credentials);
    ({ connectionId } = emulator.credentials);
  });
  beforeEach(async () => {
    await emulator.reset();
    scalekit = new OfficialSdk(emulator.credentials);
  });
  afterEach(() => scalekit?.close());
  afterAll(() => emulator?.close());

  const push = (loginRequestId: string, user: object = alice, connection = connectionId) =>
    scalekit.call('auth.updateLoginUserDetails', connection, loginRequestId, user);

  const refusal = (loginRequestId: string, user: object = alice, connection = connectionId) =>
    scalekit.refusal('auth.updateLoginUserDetails', connection, loginRequestId, user);

  it('hands a user off with every field, and validates the token that comes of it', async () => {
    const begun = await beginLogin(emulator);
    const { authRequestId } = await push(begun.loginRequestId, everything);
    expect(authRequestId).toMatch(/^req_\d{17}$/);

    const done = await begun.browser.navigate(backend.callbackUrl(begun.state));
    const token = (await begun.client.finish(done.next?.href)).accessToken;
    const claims = await scalekit.call('validateToken', token, {
      issuer: emulator.credentials.resourceUrl,
      audience: [resource],
      requiredScopes: ['openid', 'email'],
    });
    expect(claims).toMatchObject({
      sub: alice.sub,
      email: alice.email,
      roles: ['admin', 'support'],
      custom_claims: everything.customAttributes,
    });
    const elsewhere = { audience: ['http://localhost:1/mcp'] };
    await expect(scalekit.call('validateToken', token, elsewhere)).rejects.toThrow('"aud"');
  });

  it('sends over gRPC what REST has in its body', async () => {
    const { loginRequestId } = await beginLogin(emulator);
    await push(loginRequestId, everything);
    const journal = await emulator.journal();
    expect(journal.find(({ step, status }) => step === 'push' && status === 200)).toMatchObject({
      grpc: 'scalekit.v1.auth.AuthService/UpdateLoginUserDetails',
      path: `/api/v1/connections/${connectionId}/auth-requests/${loginRequestId}/user`,
      sub: alice.sub,
      request: {
        ...alice,
        given_name: 'Alice',
        family_name: 'Ångström',
        email_verified: true,
        phone_number: '+15550100',
        phone_number_verified: true,
        preferred_username: 'alice',
        picture: 'https://example.com/alice.png',
        gender: 'female',
        locale: 'sv-SE',
        groups: ['staff'],
        custom_attributes: { access_level: 101, flags: ['a', null, true] },
        organization_external_id: 'acme',
        organization_external_name: 'Acme',
        roles: ['admin', 'support'],
      },
    });
  });

  it('reports a failed login', async () => {
    const begun = await beginLogin(emulator);
    await push(begun.loginRequestId, { loginFailed: true });
    const done = await begun.browser.navigate(backend.callbackUrl(begun.state));
    expect(await claimsAt(begun.client, done)).toMatchObject({ error: 'access_denied' });
  });

  it('looks a login up by its auth request', async () => {
    const begun = await beginLogin(emulator);
    const { authRequestId } = await push(begun.loginRequestId);
    await begun.browser.navigate(backend.callbackUrl(begun.state));
    const { loginRequestId: other } = await beginLogin(emulator);
    await push(other);

    const first = await scalekit.call('events.listEventsPaginated', 2, '', { authRequestId });
    expect(first.events.map(({ type }: any) => type)).toEqual([
      'auth_request.code_issued',
      'auth_request.callback_received',
    ]);
    expect(first.events[0]).toMatchObject({
      object: 17,
      data: { auth_request_id: authRequestId, connection_id: connectionId, sub: alice.sub },
    });
    const { nextPageToken } = first;
    const rest = await scalekit.call('events.listEventsPaginated', 10, nextPageToken, {
      authRequestId,
    });
    // The SDK's first push is without a token: it fetches one when it is refused.
    expect(rest.events.map(({ type, data }: any) => [type, data?.['http_status']])).toEqual([
      ['auth_request.user_details_updated', 200],
      ['auth_request.user_details_updated', 401],
      ['auth_request.login_requested', 303],
    ]);
    expect(rest.nextPageToken).toBe('');
  });

  it('reads an MCP server and its connection, as REST does', async () => {
    const id = emulator.credentials.resourceUrl.split('/').at(-1) ?? '';
    const authorization = `Bearer ${await backend.accessToken()}`;
    const transport = createGrpcTransport({ baseUrl: emulator.url });
    const client = createClient(ClientService, transport);
    const answer = await client.getResource({ resourceId: id }, { headers: { authorization } });
    expect(answer.resource).toMatchObject({
      id,
      resourceUri: resource,
      resourceType: 5,
      accessTokenExpiry: 3600n,
      connectionDetails: { id: connectionId, type: 1, enabled: true },
    });
    const url = `${emulator.url}/api/v1/resources/${id}`;
    const rest = await fetch(url, { headers: { authorization } });
    expect(await rest.json()).toMatchObject({
      resource: {
        id,
        connection_details: {
          id: connectionId,
          type: 'CUSTOM',
          settings: { authorize_uri: 'http://localhost:3000/login' },
        },
      },
    });
    expect((await fetch(url)).status).toBe(401);
  });

  describe('is refused', () => {
    it.each([
      ['an unknown login request', 'lri_1', alice, undefined, 404, 'NOT_FOUND'],
      ['an MCP server for a connection', 'lri_1', alice, 'res_1', 404, 'NOT_FOUND'],
      ['a user without e-mail', 'lri_1', { sub: 'usr_1' }, undefined, 400, 'INVALID_ARGUMENT'],
    ])('for %s', async (_, lri, user, connection, httpStatus, errorCode) => {
      const error = await refusal(lri, user, connection);
      expect(error).toMatchObject({ httpStatus, errorCode });
    });

    it('with the violated rule', async () => {
      expect((await refusal('lri_1', {}))?.unpackedDetails?.[0].validationErrorInfo).toEqual(
        expect.objectContaining({
          fieldViolations: [
            expect.objectContaining({
              field: 'user',
              constraint: 'user.sub_email_required_unless_login_failed',
            }),
          ],
        }),
      );
    });

    it('for a second user', async () => {
      const { loginRequestId } = await beginLogin(emulator);
      await push(loginRequestId);
      const error = await refusal(loginRequestId, { ...alice, sub: 'usr_bob' });
      expect(error).toMatchObject({
        name: 'ScalekitConflictException',
        httpStatus: 409,
        errorCode: 'ALREADY_EXISTS',
      });
    });

    it('by a fault, in gRPC’s words', async () => {
      await emulator.fail({ on: 'push', status: 429, times: 1 });
      expect(await refusal('lri_1')).toMatchObject({
        httpStatus: 429,
        errorCode: 'RATE_LIMITED',
      });
      await emulator.fail({ on: 'push', body: '<html>', times: 1 });
      expect(await refusal('lri_1')).toMatchObject({ httpStatus: 500 });
    });
  });

  describe('is told of a method that is not served', () => {
    it('its name, as unimplemented, and the journal has the call', async () => {
      const error = await scalekit.refusal('organization.listOrganization', { pageSize: 1 });
      const name = 'scalekit.v1.organizations.OrganizationService/ListOrganization';
      expect(error).toMatchObject({
        name: 'ScalekitNotImplementedException',
        httpStatus: 501,
        errorCode: 'UNIMPLEMENTED',
        message: expect.stringContaining(
          `${name} is not served by this emulator; its SUPPORTED.md`,
        ),
      });
      expect((await emulator.journal()).at(-1)).toMatchObject({
        step: 'unknown',
        method: 'POST',
        path: `/${name}`,
        grpc: name,
        status: 501,
        response: { code: 12, message: expect.stringContaining(name) },
      });
    });

    it('what to use in place of GetLoginRequestDetails, in gRPC’s own form', async () => {
      const path = '/scalekit.v1.auth.AuthService/GetLoginRequestDetails';
      const session = connectHttp2(emulator.url);
      const call = session.request({
        ':method': 'POST',
        ':path': path,
        'content-type': 'application/grpc+proto',
        te: 'trailers',
      });
      // One message of two bytes: field 1 is an empty string.
      call.end(Buffer.from([0, 0, 0, 0, 2, 0x0a, 0]));
      const headers = once(call, 'response') as Promise<[Record<string, unknown>]>;
      const trailers = once(call, 'trailers') as Promise<[Record<string, string>]>;
      call.resume();
      const [[answer], [status]] = await Promise.all([headers, trailers]);
      session.destroy();
      expect(answer).toMatchObject({
        ':status': 200,
        'content-type': expect.stringMatching(/^application\/grpc/),
      });
      expect(status['grpc-status']).toBe('12');
      expect(decodeURIComponent(status['grpc-message'] ?? '')).toBe(
        'scalekit.v1.auth.AuthService/GetLoginRequestDetails is not served by this emulator; ' +
          'use emulator.loginRequestDetails(id) or GET /emulator/login-requests/{id}',
      );
      expect((await emulator.journal()).at(-1)).toMatchObject({ path, status: 501 });
    });

    it('by no route that only looks like it', async () => {
      await emulator.fail({ on: 'health', status: 500 });
      const session = connectHttp2(emulator.url);
      const call = session.request({
        ':method': 'POST',
        ':path': '/emulator/reset',
        'content-type': 'application/grpc',
      });
      call.end(Buffer.alloc(5));
      const [status] = (await once(call.resume(), 'trailers')) as [Record<string, string>];
      session.destroy();
      expect(status['grpc-status']).toBe('12');
      expect((await fetch(`${emulator.url}/health`)).status).toBe(500);
      await emulator.clearFaults();
    });
  });

  it('fetches another token when its own is taken back', async () => {
    const { loginRequestId } = await beginLogin(emulator);
    await push(loginRequestId);
    await emulator.fail({ on: 'push', status: 401, times: 1 });
    await push(loginRequestId);
    const tokens = (await emulator.journal()).filter(({ step }) => step === 'token');
    expect(tokens).toHaveLength(2);
  });

  it('goes on after a connection that was reset', async () => {
    const { loginRequestId } = await beginLogin(emulator);
    await push(loginRequestId);
    await emulator.fail({ on: 'push', reset: true, times: 1 });
    expect(await refusal(loginRequestId)).toBeDefined();
    expect((await push(loginRequestId)).authRequestId).toMatch(/^req_/);
  });
});

describe('one port', () => {
  it('takes HTTP/1.1 also where it comes byte by byte', async () => {
    const emulator = await ScalekitEmulator.start();
    const socket = connect(Number(new URL(emulator.url).port), '127.0.0.1');
    socket.setNoDelay(true);
    for (const byte of 'POST /health HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n') {
      await new Promise((written) => socket.write(byte, written));
    }
    const answer = await text(socket);
    await emulator.close();
    expect(answer).toMatch(/^HTTP\/1\.1 405 /);
  });

  it('speaks TLS, with HTTP/2 for REST and pages too', async () => {
    const emulator = await ScalekitEmulator.start({
      tls: true,
      loginUrl: 'http://localhost:3000/login',
      clients: [{ clientId: 'm2m_1', redirectUris: ['http://localhost:9/'] }],
    });
    const { certificateFile = '' } = emulator.credentials;
    expect(emulator.url).toMatch(/^https:/);
    const session = connectHttp2(emulator.url, { ca: readFileSync(certificateFile) });
    const authorize = `/oauth/authorize?response_type=code&client_id=m2m_1&redirect_uri=http://localhost:9/&code_challenge=${'a'.repeat(43)}&code_challenge_method=S256`;
    const stream = session.request({ ':path': authorize });
    const headers = await new Promise<Record<string, unknown>>((done) =>
      stream.once('response', (answer) => done({ ...answer })),
    );
    session.destroy();
    await emulator.close();
    expect(headers).toMatchObject({
      ':status': 303,
      location: expect.stringContaining('login_request_id=lri_'),
    });
    expect(() => readFileSync(certificateFile)).toThrow('ENOENT');
  });

  it('is trusted by its certificate’s file: the SDK over TLS', async () => {
    const emulator = await ScalekitEmulator.start({ tls: true });
    const { clientId, clientSecret, connectionId, certificateFile } = emulator.credentials;
    const script = `
      const { Scalekit } = require('@scalekit-sdk/node');
      const scalekit = new Scalekit(...${JSON.stringify([emulator.url, clientId, clientSecret])});
      scalekit.auth.updateLoginUserDetails('${connectionId}', 'lri_1', { sub: 'a', email: 'b' })
        .catch((error) => { console.log(error.errorCode); process.exit(); });`;
    const { stdout } = await promisify(execFile)(process.execPath, ['-e', script], {
      env: { ...process.env, NODE_EXTRA_CA_CERTS: certificateFile },
    });
    await emulator.close();
    expect(stdout).toBe('NOT_FOUND\n');
  });

  it('names a certificate file that is not there', async () => {
    const tls = { certFile: '/nowhere.pem', keyFile: '/nowhere.key' };
    await expect(ScalekitEmulator.start({ tls })).rejects.toThrow('cannot read /nowhere.pem');
    await expect(ScalekitEmulator.start({ tls: { certFile: 'a' } as never })).rejects.toThrow(
      'tls.keyFile must be a non-empty string',
    );
  });
});
