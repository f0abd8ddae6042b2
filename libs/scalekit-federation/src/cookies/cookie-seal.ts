import { createCipheriv, createDecipheriv, hkdfSync } from 'node:crypto';
import { randomBytes } from './random-bytes.js';

const ivLength = 12;
const tagLength = 16;

/**
 * Seals text with AES-256-GCM. The purpose (a cookie's name) is authenticated with it, so that a
 * sealed value opens under no other name. The first key seals, every key opens.
 */
export class CookieSeal {
  readonly #keys: readonly Buffer[];

  constructor(secrets: readonly string[]) {
    this.#keys = secrets.map((secret) =>
      Buffer.from(hkdfSync('sha256', secret, '', 'scalekit-federation cookie', 32)),
    );
  }

  seal(text: string, purpose: string): string {
    const [key] = this.#keys;
    if (key === undefined) throw new Error('no cookie secret is configured');
    const iv = randomBytes(ivLength);
    const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(purpose));
    const sealed = [iv, cipher.update(text), cipher.final(), cipher.getAuthTag()];
    return Buffer.concat(sealed).toString('base64url');
  }

  /** The text, or undefined for anything that was not sealed here for this purpose. */
  open(sealed: string, purpose: string): string | undefined {
    const bytes = Buffer.from(sealed, 'base64url');
    // Node's decoder passes over what is no base64url; only the spelling that was set is read.
    if (bytes.toString('base64url') !== sealed) return undefined;
    if (bytes.length < ivLength + tagLength) return undefined;
    for (const key of this.#keys) {
      const text = openWith(key, bytes, purpose);
      if (text !== undefined) return text;
    }
    return undefined;
  }
}

function openWith(key: Buffer, bytes: Buffer, purpose: string): string | undefined {
  const tagStart = bytes.length - tagLength;
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, ivLength))
    .setAAD(Buffer.from(purpose))
    .setAuthTag(bytes.subarray(tagStart));
  try {
    const opened = [decipher.update(bytes.subarray(ivLength, tagStart)), decipher.final()];
    return Buffer.concat(opened).toString();
  } catch {
    return undefined;
  }
}
