import type { LoginRequestDetails } from '../details/login-request-details.js';
import { isolated, shownScope } from '../details/shown-name.js';
import { escapeHtml } from './html.js';
import { filled, type AskingTexts } from './texts.js';

interface Fact {
  readonly label: string;
  readonly value: string;
}

/**
 * What is known of the app that asks. A name is the app's own text, so where it comes from always stands
 * beside it: known, or said to be unknown.
 */
function factsOf(
  { client, scopes, moreScopes, resource }: LoginRequestDetails,
  texts: AskingTexts,
) {
  const { name, domain } = client;
  const facts: Fact[] = [
    { label: texts.app, value: name && filled(texts.named, { name: isolated(name) }) },
    { label: texts.address, value: domain ?? texts.unknownAddress },
  ];
  if (name === '') facts.shift();
  if (resource) facts.push({ label: texts.server, value: isolated(resource.name || resource.id) });
  const wanted = scopes.map((scope) => inWords(scope, texts));
  if (moreScopes > 0) wanted.push(filled(texts.more, { count: String(moreScopes) }));
  if (wanted.length > 0) facts.push({ label: texts.wants, value: wanted.join(', ') });
  return facts;
}

/** A scope's name may be that of any property. */
function inWords(scope: string, { scopes }: AskingTexts): string {
  return (Object.hasOwn(scopes, scope) ? scopes[scope] : undefined) ?? shownScope(scope);
}

/** In one line of plain text, for behind the notice. */
export function askingLine(details: LoginRequestDetails, texts: AskingTexts): string {
  const facts = factsOf(details, texts).map(({ label, value }) => `${label}: ${value}.`);
  return [...facts, texts.anybody].join(' ');
}

/** A list for a page, and below it what it does not say. */
export function askingList(details: LoginRequestDetails, texts: AskingTexts): string {
  return `<div class="asking">\n${askingFacts(details, texts)}\n</div>`;
}

/** The same without an element of its own. */
export function askingFacts(details: LoginRequestDetails, texts: AskingTexts): string {
  const rows = factsOf(details, texts).map(
    ({ label, value }) => `<dt>${escapeHtml(label)}</dt><dd>${escapeHtml(value)}</dd>`,
  );
  return `<dl>\n${rows.join('\n')}\n</dl>\n<p>${escapeHtml(texts.anybody)}</p>`;
}
