import { randomBytes } from 'node:crypto';
import { SignedXml } from 'xml-crypto';
import type { Account } from './account.js';
import type { SigningPair } from './signing-pair.js';

/** What both a good and a bad answer need to know of the question. */
export interface SamlAnswer {
  readonly issuer: string;
  /** The service provider's entity id. */
  readonly audience: string;
  /** The service provider's Assertion Consumer Service. */
  readonly destination: string;
  /** ID of the AuthnRequest. */
  readonly inResponseTo: string;
}

const samlp = 'urn:oasis:names:tc:SAML:2.0:protocol';
const saml = 'urn:oasis:names:tc:SAML:2.0:assertion';
const status = 'urn:oasis:names:tc:SAML:2.0:status';
const excC14n = 'http://www.w3.org/2001/10/xml-exc-c14n#';
const enveloped = 'http://www.w3.org/2000/09/xmldsig#enveloped-signature';
const validSeconds = 300;

/** Somebody who has signed in at the provider. */
export interface SamlSession {
  readonly account: Account;
  readonly since: Date;
}

/** Response with one assertion, both signed (SAML 2.0 core 2.3.3 and 3.3.3). */
export function signedIn(
  answer: SamlAnswer,
  { account, since }: SamlSession,
  key: SigningPair,
): string {
  const id = newId();
  const now = instant(0);
  const until = instant(validSeconds);
  const assertion = `<saml:Assertion xmlns:saml="${saml}" ID="${id}" Version="2.0" IssueInstant="${now}">
<saml:Issuer>${escape(answer.issuer)}</saml:Issuer>
<saml:Subject>
<saml:NameID Format="urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress">${escape(account.email)}</saml:NameID>
<saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer">
<saml:SubjectConfirmationData InResponseTo="${escape(answer.inResponseTo)}" Recipient="${escape(answer.destination)}" NotOnOrAfter="${until}"/>
</saml:SubjectConfirmation>
</saml:Subject>
<saml:Conditions NotOnOrAfter="${until}">
<saml:AudienceRestriction><saml:Audience>${escape(answer.audience)}</saml:Audience></saml:AudienceRestriction>
</saml:Conditions>
<saml:AuthnStatement AuthnInstant="${since.toISOString()}" SessionIndex="${newId()}">
<saml:AuthnContext><saml:AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport</saml:AuthnContextClassRef></saml:AuthnContext>
</saml:AuthnStatement>
<saml:AttributeStatement>
${attribute('uid', account.id)}
${attribute('email', account.email)}
${attribute('displayName', account.name)}
</saml:AttributeStatement>
</saml:Assertion>`;
  return response(
    answer,
    `<samlp:StatusCode Value="${status}:Success"/>`,
    sign(assertion, id, key),
    key,
  );
}

/** Response that says no: somebody declined, or may not use this service provider. */
export function refused(answer: SamlAnswer, key: SigningPair): string {
  const code = `<samlp:StatusCode Value="${status}:Responder"><samlp:StatusCode Value="${status}:AuthnFailed"/></samlp:StatusCode>`;
  return response(answer, code, '', key);
}

function response(answer: SamlAnswer, code: string, content: string, key: SigningPair): string {
  const id = newId();
  const xml = `<samlp:Response xmlns:samlp="${samlp}" ID="${id}" Version="2.0" IssueInstant="${instant(0)}" Destination="${escape(answer.destination)}" InResponseTo="${escape(answer.inResponseTo)}">
<saml:Issuer xmlns:saml="${saml}">${escape(answer.issuer)}</saml:Issuer>
<samlp:Status>${code}</samlp:Status>
${content}
</samlp:Response>`;
  return sign(xml, id, key);
}

function sign(xml: string, id: string, { privateKey, certificate }: SigningPair): string {
  const signed = new SignedXml({
    privateKey,
    publicCert: certificate,
    canonicalizationAlgorithm: excC14n,
    signatureAlgorithm: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
  });
  const element = `//*[@ID="${id}"]`;
  signed.addReference({
    xpath: element,
    transforms: [enveloped, excC14n],
    digestAlgorithm: 'http://www.w3.org/2001/04/xmlenc#sha256',
  });
  // The schema wants the signature right behind the issuer.
  const reference = `${element}/*[local-name()="Issuer"]`;
  signed.computeSignature(xml, { location: { reference, action: 'after' } });
  return signed.getSignedXml();
}

function attribute(name: string, value: string): string {
  return `<saml:Attribute Name="${name}"><saml:AttributeValue>${escape(value)}</saml:AttributeValue></saml:Attribute>`;
}

/** An xs:ID must not begin with a digit. */
function newId(): string {
  return `_${randomBytes(16).toString('hex')}`;
}

function instant(offsetSeconds: number): string {
  return new Date(Date.now() + offsetSeconds * 1000).toISOString();
}

function escape(value: string): string {
  return value.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
