export { FederatedAuthGuard, type FederatedAuthGuardOptions } from './federated-auth.guard.js';
export { loginRequestOf } from './login-request-of.js';
