import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import { exportJWK, exportSPKI, generateKeyPair, SignJWT } from 'jose';
import { freePort } from '../support/free-port.js';

type Key = Parameters<SignJWT['sign']>[0];

// Costs up to half a second, so once for all.
const keyPair = generateKeyPair('RS256', { extractable: true });

/** The part of Scalekit that a resource server sees: an issuer with its keys. */
export class ScalekitKeys {
  requests = 0;
  /** While true, `/keys` answers 503. */
  isDown = false;

  private constructor(
    readonly url: string,
    private readonly server: Server,
    private readonly privateKey: Key,
    /** The public key as the world sees it. */
    readonly publicKeyPem: string,
  ) {}

  static async start(): Promise<ScalekitKeys> {
    const { publicKey, privateKey } = await keyPair;
    const jwk = { ...(await exportJWK(publicKey)), kid: 'snk_1', alg: 'RS256', use: 'sig' };
    const server = createServer((_, response) => {
      keys.requests += 1;
      response.statusCode = keys.isDown ? 503 : 200;
      response.setHeader('Content-Type', 'application/json');
      response.end(JSON.stringify({ keys: [jwk] }));
    });
    const port = await freePort();
    const keys = new ScalekitKeys(
      `http://localhost:${port}`,
      server,
      privateKey,
      await exportSPKI(publicKey),
    );
    server.listen(port, 'localhost');
    await once(server, 'listening');
    return keys;
  }

  get resourceUrl(): string {
    return `${this.url}/resources/res_42`;
  }

  /** A user's token for the resource; claims replace the usual ones, `undefined` leaves one out. */
  token(claims: Record<string, unknown> = {}, key: Key = this.privateKey, alg = 'RS256') {
    const now = Math.floor(Date.now() / 1000);
    const payload = {
      iss: this.url,
      aud: ['res_42'],
      sub: 'usr_alice',
      client_id: 'm2m_client',
      iat: now,
      exp: now + 300,
      jti: 'tkn_1',
      scope: 'openid email',
      email: 'alice@example.com',
      name: 'Alice Ämter',
      roles: ['admin'],
      custom_claims: { plan: 'PREMIUM', seats: 3 },
      ...claims,
    };
    return new SignJWT(payload).setProtectedHeader({ alg, kid: 'snk_1' }).sign(key);
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }
}
