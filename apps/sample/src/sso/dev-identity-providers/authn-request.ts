import { verify } from 'node:crypto';
import { inflateRawSync } from 'node:zlib';
import { DOMParser } from '@xmldom/xmldom';
import { SignedXml } from 'xml-crypto';

/** What an identity provider has to know of a SAML AuthnRequest (SAML 2.0 core 3.4.1). */
export interface AuthnRequest {
  readonly id: string;
  /** Entity id of the service provider. */
  readonly issuer: string;
  readonly assertionConsumerServiceUrl: string;
  /** Ask again, even somebody who is signed in. */
  readonly forceAuthn: boolean;
  /** Comes back with the answer. */
  readonly relayState: string | undefined;
}

/**
 * Reads the HTTP-Redirect binding.
 *
 * @param rawQuery as it came: the signature covers its very bytes (SAML 2.0 bindings 3.4.4.1)
 * @param certificate PEM; without one any request will do
 * @throws Error unless it is a request, signed with the certificate's key
 */
export function readRedirect(rawQuery: string, certificate: string | undefined): AuthnRequest {
  const query = new URLSearchParams(rawQuery);
  if (certificate !== undefined && !isSignedQuery(rawQuery, certificate)) throw unsigned();
  const bytes = inflateRawSync(Buffer.from(query.get('SAMLRequest') ?? '', 'base64'));
  return parse(bytes.toString('utf8'), query.get('RelayState'));
}

/** Reads the HTTP-POST binding, where the signature is part of the request. */
export function readPost(fields: URLSearchParams, certificate: string | undefined): AuthnRequest {
  const xml = Buffer.from(fields.get('SAMLRequest') ?? '', 'base64').toString('utf8');
  if (certificate === undefined) return parse(xml, fields.get('RelayState'));
  const signature = firstElement(xml, 'Signature');
  if (!signature) throw unsigned();
  const signed = new SignedXml({ publicCert: certificate });
  signed.loadSignature(signature);
  if (!signed.checkSignature(xml)) throw unsigned();
  return parse(signed.getSignedReferences()[0] ?? '', fields.get('RelayState'));
}

function isSignedQuery(rawQuery: string, certificate: string): boolean {
  const pairs = rawQuery.split('&');
  const signed = ['SAMLRequest', 'RelayState', 'SigAlg'].flatMap(
    (name) => pairs.find((pair) => pair.startsWith(`${name}=`)) ?? [],
  );
  const query = new URLSearchParams(rawQuery);
  if (query.get('SigAlg') !== 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256') return false;
  const signature = Buffer.from(query.get('Signature') ?? '', 'base64');
  return verify('sha256', Buffer.from(signed.join('&')), certificate, signature);
}

function parse(xml: string, relayState: string | null): AuthnRequest {
  const root = firstElement(xml, 'AuthnRequest');
  if (!root) throw new Error('That is no AuthnRequest');
  return {
    id: root.getAttribute('ID') ?? '',
    issuer: root.getElementsByTagNameNS('*', 'Issuer')[0]?.textContent ?? '',
    assertionConsumerServiceUrl: root.getAttribute('AssertionConsumerServiceURL') ?? '',
    forceAuthn: root.getAttribute('ForceAuthn') === 'true',
    relayState: relayState ?? undefined,
  };
}

function firstElement(xml: string, localName: string) {
  return new DOMParser().parseFromString(xml, 'text/xml').getElementsByTagNameNS('*', localName)[0];
}

function unsigned(): Error {
  return new Error('The request is not signed by its service provider');
}
