import { generate } from 'selfsigned';

/** A private key and its self-signed certificate, both PEM. */
export interface SigningPair {
  readonly privateKey: string;
  readonly certificate: string;
}

/** Valid for a day: nothing that is made for development should live on. */
export async function createSigningPair(commonName: string): Promise<SigningPair> {
  const notAfterDate = new Date(Date.now() + 24 * 3_600_000);
  const { private: privateKey, cert } = await generate(
    [{ name: 'commonName', value: commonName }],
    {
      keySize: 2048,
      algorithm: 'sha256',
      notAfterDate,
    },
  );
  return { privateKey, certificate: cert };
}
