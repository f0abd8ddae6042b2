import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generate } from 'selfsigned';

export const host = '127.0.0.1';

export interface Certificate {
  readonly key: string;
  readonly cert: string;
  /** PEM file for NODE_EXTRA_CA_CERTS: every client verifies the server, none looks away. */
  readonly file: string;
  remove(): Promise<void>;
}

export async function createCertificate(): Promise<Certificate> {
  const pems = await generate([{ name: 'commonName', value: host }], {
    keyType: 'ec',
    algorithm: 'sha256',
    extensions: [
      { name: 'keyUsage', digitalSignature: true },
      { name: 'subjectAltName', altNames: [{ type: 7, ip: host }] },
    ],
  });
  const directory = await mkdtemp(join(tmpdir(), 'scalekit-bench-'));
  const file = join(directory, 'certificate.pem');
  await writeFile(file, pems.cert);
  return {
    key: pems.private,
    cert: pems.cert,
    file,
    remove: () => rm(directory, { recursive: true }),
  };
}
