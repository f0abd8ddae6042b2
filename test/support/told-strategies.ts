import type { Request } from 'express';
import { loginRequestOf } from 'nestjs-scalekit-federation/passport';
import { randomBytes } from 'node:crypto';
import { deflateRawSync } from 'node:zlib';
import { Strategy } from 'passport-strategy';
import { users } from './federation-app.js';

/** What an identity provider says of a login: the test does, in the answer that it makes up. */
export interface ToldAnswer {
  readonly user: string;
  /** Seconds since the epoch. */
  readonly at?: string;
}

/** Like OpenID Connect, with an identity provider that says what a test wants. */
export class ToldOidc extends Strategy {
  override authenticate({ query }: Request, { prompt = '' }: { prompt?: string } = {}): void {
    const { state, user, at } = query as unknown as ToldAnswer & { state?: string };
    if (state === undefined) {
      const made = randomBytes(8).toString('hex');
      this.redirect(`https://idp.example/authorize?state=${made}&prompt=${prompt}`);
      return;
    }
    this.success(known(user), at === undefined ? {} : { auth_time: Number(at) });
  }
}

/** Like SAML. */
export class ToldSaml extends Strategy {
  override authenticate(request: Request): void {
    const { SAMLResponse, RelayState = '' } = (request.body ?? {}) as Record<string, string>;
    if (SAMLResponse === undefined) {
      const force = loginRequestOf(request)?.reauthenticate ? ' ForceAuthn="true"' : '';
      const xml = `<samlp:AuthnRequest xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol"${force}/>`;
      const query = new URLSearchParams({
        SAMLRequest: deflateRawSync(xml).toString('base64'),
        ...(RelayState && { RelayState }),
      });
      this.redirect(`https://idp.example/saml?${query}`);
      return;
    }
    const { user, at } = JSON.parse(SAMLResponse) as ToldAnswer;
    const authnInstant = at === undefined ? undefined : new Date(Number(at) * 1000).toISOString();
    this.success(known(user), { authnInstant });
  }
}

function known(id: string): object {
  const user = users.find((one) => one.id === id);
  if (user === undefined) throw new Error(`${id} is nobody here`);
  return user;
}
