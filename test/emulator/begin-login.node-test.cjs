// The README's five lines in CommonJS under node:test, at a login of nobody's framework.
const assert = require('node:assert');
const { createServer } = require('node:http');
const { text } = require('node:stream/consumers');
const { after, before, it } = require('node:test');
const { ScalekitEmulator } = require('../../dist/libs/scalekit-emulator/cjs/index.js');

let emulator;
let app;

before(async () => {
  emulator = await ScalekitEmulator.start();
  app = createServer((request, response) => void login(request, response));
  await new Promise((listening) => app.listen(0, listening));
  await emulator.configure({ loginUrl: `http://localhost:${app.address().port}/login` });
});
after(async () => {
  app.close();
  await emulator.close();
});

void it('hands the login off', async () => {
  const login = await emulator.beginLogin();
  await login.browser().open(login.url);
  await login.browser().submit({ email: 'alice@example.com', password: 'right' });
  const { claims } = await login.finish();
  assert.equal(claims.email, 'alice@example.com');
});

async function login(request, response) {
  const { environmentUrl, clientId, clientSecret, connectionId } = emulator.credentials;
  if (request.method === 'GET') {
    response.setHeader('content-type', 'text/html');
    response.end('<form method="post"><input name="email"><input name="password"></form>');
    return;
  }
  const { searchParams } = new URL(request.url, 'http://localhost');
  const form = new URLSearchParams(await text(request));
  const grant = {
    grant_type: 'client_credentials',
    client_id: clientId,
    client_secret: clientSecret,
  };
  const body = new URLSearchParams(grant);
  const token = await (
    await fetch(`${environmentUrl}/oauth/token`, { method: 'POST', body })
  ).json();
  const path = `${connectionId}/auth-requests/${searchParams.get('login_request_id')}/user`;
  await fetch(`${environmentUrl}/api/v1/connections/${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token.access_token}` },
    body: JSON.stringify({ sub: 'usr_1', email: form.get('email') }),
  });
  const callback = `${environmentUrl}/sso/v1/connections/${connectionId}/partner:callback`;
  const state = encodeURIComponent(searchParams.get('state'));
  response.writeHead(303, { location: `${callback}?state=${state}` }).end();
}
