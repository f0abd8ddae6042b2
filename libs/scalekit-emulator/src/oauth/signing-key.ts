import {
  createPrivateKey,
  createPublicKey,
  generateKeyPair,
  type JsonWebKey,
  type KeyObject,
} from 'node:crypto';
import { promisify } from 'node:util';
import { idFor } from '../environment/ids.js';

/** The environment's RS256 key. */
export interface SigningKey {
  privateJwk: JsonWebKey & { kid: string };
  publicKey: KeyObject;
}

/** @param pem a fixed one; without it a new one, so that no token outlives the emulator */
export async function createSigningKey(pem?: string): Promise<SigningKey> {
  const privateKey = pem === undefined ? await generateKey() : createPrivateKey(pem);
  const jwk = privateKey.export({ format: 'jwk' });
  return {
    privateJwk: { ...jwk, kid: idFor('snk', jwk.n ?? ''), alg: 'RS256', use: 'sig' },
    publicKey: createPublicKey(privateKey),
  };
}

async function generateKey(): Promise<KeyObject> {
  const { privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 });
  return privateKey;
}
