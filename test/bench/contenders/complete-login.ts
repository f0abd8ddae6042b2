import { library } from '../library.js';
import { user } from '../server/credentials.js';
import type { CreateContender } from './contender.js';
import { createNestContext } from './nest-context.js';

const state = 'HntJ_ENB6y161i9_P1yzuZVv2SSTfD3aZH-Tej0_Y33_Fk8Z3g';

/** `FederationService.completeLogin`: checks, claims, pushes, writes the audit line, builds the way back. */
export const completeLogin: CreateContender = async (environmentUrl) => {
  const app = await createNestContext(environmentUrl);
  const federation = app.get(library.FederationService);
  return {
    push: (loginRequestId) => federation.completeLogin({ loginRequestId, state }, user),
  };
};
