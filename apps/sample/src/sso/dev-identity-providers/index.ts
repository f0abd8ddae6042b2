/**
 * Identity providers that run in this process, so that single sign-on can be tried and tested without
 * an account anywhere. They ask for no password: for development only.
 */
export type { Account } from './account.js';
export { oidcAccounts, samlAccounts } from './accounts.js';
export { createSigningPair } from './signing-pair.js';
export { startOidcIdentityProvider } from './oidc-identity-provider.js';
export { startSamlIdentityProvider } from './saml-identity-provider.js';
