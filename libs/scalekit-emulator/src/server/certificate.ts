import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { EmulatorStartSettings } from '../start-settings.js';
import type { KeyPair } from './listener.js';

/** What the emulator proves itself with under TLS. */
export interface Certificate extends KeyPair {
  /** PEM to trust (`NODE_EXTRA_CA_CERTS`), if the certificate was made at the start. */
  readonly file?: string;
  /** Removes what was written. */
  dispose(): Promise<void>;
}

/**
 * @returns nothing without TLS
 * @throws Error that names the first file which cannot be read
 */
export async function prepareCertificate(
  tls: EmulatorStartSettings['tls'],
): Promise<Certificate | undefined> {
  if (tls === undefined || tls === false) return undefined;
  if (tls === true) return makeCertificate();
  return {
    cert: await read(tls.certFile),
    key: await read(tls.keyFile),
    dispose: async () => {},
  };
}

async function makeCertificate(): Promise<Certificate> {
  const { generate } = await import('selfsigned');
  const pems = await generate([{ name: 'commonName', value: 'localhost' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    extensions: [
      // A certificate that signs itself is trusted as an authority, or not at all.
      { name: 'basicConstraints', cA: true },
      { name: 'keyUsage', digitalSignature: true, keyCertSign: true },
      {
        name: 'subjectAltName',
        altNames: [
          { type: 2, value: 'localhost' },
          { type: 7, ip: '127.0.0.1' },
          { type: 7, ip: '::1' },
        ],
      },
    ],
  });
  const folder = await mkdtemp(path.join(tmpdir(), 'scalekit-emulator-'));
  const file = path.join(folder, 'certificate.pem');
  await writeFile(file, pems.cert);
  return {
    cert: pems.cert,
    key: pems.private,
    file,
    dispose: () => rm(folder, { recursive: true, force: true }),
  };
}

async function read(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`cannot read ${file}: ${reason}`, { cause });
  }
}
