import {
  MultiSamlStrategy,
  Strategy as SamlStrategy,
  type Profile,
} from '@node-saml/passport-saml';
import type { Request, Response } from 'express';
import { decodeJwt } from 'jose';
import { loginRequestOf } from 'nestjs-scalekit-federation/passport';
import { randomBytes } from 'node:crypto';
import { allowInsecureRequests, discovery } from 'openid-client';
import { Strategy as OpenidClientStrategy } from 'openid-client/passport';
import passport from 'passport';
import OAuth2Strategy from 'passport-oauth2';
import { Strategy } from 'passport-strategy';
import OpenidConnectStrategy from 'passport-openidconnect';
import {
  createSigningPair,
  startOidcIdentityProvider,
  startSamlIdentityProvider,
} from '../../apps/sample/src/sso/dev-identity-providers/index.js';
import { users, type User } from './federation-app.js';
import type { SsoStyle } from './sso-app.js';

/** OpenID Connect: what each strategy keeps between leaving and coming back. */
export const openIdStyles: readonly SsoStyle[] = [
  { name: 'passport-openidconnect', answer: 'GET' },
  { name: 'openid-client', answer: 'GET' },
  { name: 'passport-oauth2', answer: 'GET' },
];
export const samlStyles: readonly SsoStyle[] = [
  { name: 'saml', answer: 'POST' },
  { name: 'saml-signed', answer: 'POST' },
  { name: 'saml-by-form', answer: 'POST' },
];
export const oidcReject: SsoStyle = { name: 'oidc-reject', answer: 'GET', onFailure: 'reject' };
export const oidcThrow: SsoStyle = { name: 'oidc-throw', answer: 'GET', onFailure: 'throw' };
export const samlReject: SsoStyle = { name: 'saml-reject', answer: 'POST', onFailure: 'reject' };
export const samlAlways: SsoStyle = { name: 'saml-always', answer: 'POST', confirm: 'always' };
export const oidcBroken: SsoStyle = { name: 'oidc-broken', answer: 'GET' };
export const samlOwnRelayState: SsoStyle = { name: 'saml-own-relay-state', answer: 'POST' };

/** Strategies that answer by themselves, in each of the ways that Express and Node know. */
const writers: Readonly<Record<string, (response: Response) => unknown>> = {
  'writes-redirect': (response) => response.redirect(307, 'https://idp.example/'),
  'writes-location': (response) => response.status(303).location('https://idp.example/').end(),
  'writes-head': (response) => {
    response.writeHead(302, 'Found', { Location: 'https://idp.example/' });
    response.end();
  },
  'writes-page': (response) => {
    response.append('Set-Cookie', 'theirs=1; Path=/').set('X-Theirs', 'yes');
    response.status(202).send('<p>Wait</p>');
  },
  'writes-json': (response) => response.status(418).json({ tea: true }),
  'writes-status': (response) => response.sendStatus(403),
};
export const writerStyles = Object.keys(writers).map((name): SsoStyle => ({ name, answer: 'GET' }));

class WritingStrategy extends Strategy {
  constructor(private readonly write: (response: Response) => unknown) {
    super();
  }

  override authenticate({ res }: Request): void {
    if (res) this.write(res);
  }
}

export const allStyles = [
  ...writerStyles,
  ...openIdStyles,
  ...samlStyles,
  oidcReject,
  oidcThrow,
  samlReject,
  samlAlways,
  oidcBroken,
  samlOwnRelayState,
];

const clientId = 'app';
const clientSecret = 'a secret that only these tests know';

/** Starts the identity providers for an app and teaches Passport the strategies. @returns what stops them */
export async function useStrategies(appUrl: string): Promise<() => Promise<void>> {
  const callbackOf = ({ name }: SsoStyle) => `${appUrl}/sso/${name}/callback`;
  const accounts = users;
  const openIds = [...openIdStyles, oidcReject, oidcThrow, oidcBroken];
  const openId = await startOidcIdentityProvider({
    name: 'Acme ID',
    accounts,
    clientId,
    clientSecret,
    redirectUris: openIds.map(callbackOf),
  });
  const samls = [...samlStyles, samlReject, samlAlways, samlOwnRelayState];
  const own = await createSigningPair('app');
  const providers = {
    unsigned: await startSamlIdentityProvider({
      name: 'Acme SAML',
      accounts,
      assertionConsumerServiceUrls: samls.map(callbackOf),
    }),
    signed: await startSamlIdentityProvider({
      name: 'Acme SAML',
      accounts,
      assertionConsumerServiceUrls: samls.map(callbackOf),
      serviceProviderCertificate: own.certificate,
    }),
  };

  for (const style of openIds) {
    const endpoints = {
      issuer: openId.url,
      authorizationURL: `${openId.url}/auth`,
      tokenURL: `${openId.url}/${style === oidcBroken ? 'nowhere' : 'token'}`,
      userInfoURL: `${openId.url}/me`,
    };
    passport.use(
      style.name,
      new OpenidConnectStrategy(
        {
          ...endpoints,
          clientID: clientId,
          clientSecret,
          callbackURL: callbackOf(style),
          scope: 'email profile',
        },
        (_issuer: string, profile: passport.Profile, done: Done) => done(null, userOf(profile.id)),
      ),
    );
  }

  for (const [name, write] of Object.entries(writers))
    passport.use(name, new WritingStrategy(write));

  const [, openidClient, oauth2] = openIdStyles as [SsoStyle, SsoStyle, SsoStyle];
  const config = await discovery(new URL(openId.url), clientId, clientSecret, undefined, {
    execute: [allowInsecureRequests],
  });
  passport.use(
    openidClient.name,
    new OpenidClientStrategy(
      { config, callbackURL: callbackOf(openidClient), scope: 'openid email profile' },
      (tokens, done) => done(null, userOf(tokens.claims()?.sub)),
    ),
  );
  passport.use(
    oauth2.name,
    new OAuth2Strategy(
      {
        authorizationURL: `${openId.url}/auth`,
        tokenURL: `${openId.url}/token`,
        clientID: clientId,
        clientSecret,
        callbackURL: callbackOf(oauth2),
        scope: 'openid',
        pkce: true,
        state: true,
        store: new CookieStateStore() as unknown as OAuth2Strategy.StateStore,
      },
      (
        _access: string,
        _refresh: string,
        results: { id_token: string },
        _profile: unknown,
        done: Done,
      ) => done(null, userOf(decodeJwt(results.id_token).sub)),
    ),
  );

  for (const style of samls) {
    const signs = style.name === 'saml-signed' || style.name === 'saml-by-form';
    const provider = signs ? providers.signed : providers.unsigned;
    const options = {
      callbackUrl: callbackOf(style),
      entryPoint: provider.entryPoint,
      issuer: 'app',
      idpCert: provider.certificate,
      ...(signs && { privateKey: own.privateKey, signatureAlgorithm: 'sha256' as const }),
      ...(style.name === 'saml-by-form' && {
        authnRequestBinding: 'HTTP-POST',
        skipRequestCompression: true,
      }),
      ...(style === samlOwnRelayState && {
        additionalParams: { RelayState: 'the strategy’s own' },
      }),
    };
    const verify = (profile: Profile | null, done: Done) =>
      done(null, userOf(profile?.['uid'] as string));
    const strategy =
      style.name === 'saml'
        ? new MultiSamlStrategy(
            {
              getSamlOptions: (request, done) =>
                done(null, {
                  ...options,
                  forceAuthn: loginRequestOf(request)?.switchAccount ?? false,
                }),
            },
            verify,
            verify,
          )
        : new SamlStrategy(options, verify, verify);
    // Its types are those of Express 4.
    passport.use(style.name, strategy as unknown as passport.Strategy);
  }

  return async () => {
    await Promise.all([openId, providers.signed, providers.unsigned].map((one) => one.close()));
  };
}

type Done = (error: Error | null, user?: User & Record<string, unknown>) => void;

function userOf(id: string | undefined): User & Record<string, unknown> {
  const user = users.find((known) => known.id === id);
  if (!user) throw new Error('The identity provider knows somebody else');
  return { ...user };
}

interface CookieRequest {
  readonly headers: { readonly cookie?: string };
  readonly res: {
    cookie(name: string, value: string, options: object): unknown;
    clearCookie(name: string, options: object): unknown;
  };
}

/** Keeps every trip in a cookie of its own, as apps without sessions do. */
class CookieStateStore {
  store(
    { res }: CookieRequest,
    verifier: string,
    _state: unknown,
    _meta: unknown,
    done: (error: null, state: string) => void,
  ): void {
    const state = randomBytes(16).toString('base64url');
    res.cookie(`trip_${state}`, verifier, { path: '/', httpOnly: true, sameSite: 'lax' });
    done(null, state);
  }

  verify(
    { headers, res }: CookieRequest,
    state: string,
    done: (error: null, verifier: string | false, state?: string) => void,
  ): void {
    const [, verifier] = new RegExp(`trip_${state}=([^;]+)`).exec(headers.cookie ?? '') ?? [];
    res.clearCookie(`trip_${state}`, { path: '/' });
    done(null, verifier ?? false, state);
  }
}
