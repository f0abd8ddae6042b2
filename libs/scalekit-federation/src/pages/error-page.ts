import { isolated } from '../details/shown-name.js';
import {
  LoginDeniedError,
  LoginRequestTakenError,
  ResourceNotConnectedError,
  type FederationError,
} from '../errors/federation-errors.js';
import { action, also, paragraph } from './markup.js';
import type { FederationTexts } from './texts.js';

/** What stands on the page of an error beside its words. */
export interface ErrorPageContent {
  /** Where this very error leads, if it leads anywhere. */
  readonly nextUrl?: string | undefined;
  /** Where trying again makes sense else: the continue page of this login request. */
  readonly retryUrl?: string | undefined;
  /** The app's login page, without any login request, for whom neither helps. */
  readonly withoutUrl: string;
  /** For the developer of the app, where there is one to see it. */
  readonly hint?: string | undefined;
}

/** What happened, one thing to press, and the code for whoever is asked about it. */
export function errorBody(
  error: FederationError,
  content: ErrorPageContent,
  texts: FederationTexts,
): string {
  const { hint } = content;
  return [
    ...sayings(error, texts).map(paragraph),
    waysOn(error, content, texts),
    hint === undefined ? '' : paragraph(hint),
    `<p class="soft"><code>${error.code}</code></p>`,
  ].join('');
}

function waysOn(
  error: FederationError,
  { nextUrl, retryUrl, withoutUrl }: ErrorPageContent,
  texts: FederationTexts,
): string {
  const url = nextUrl ?? (error.nextStep === 'retry' ? retryUrl : undefined);
  const without = error.nextStep === 'restart' ? texts.signInWithout : texts.goOnWithout;
  if (url === undefined) return action(without, withoutUrl);
  return action(labelOf(error, texts), url) + also(without, withoutUrl);
}

/** The policy's own words come first; what nobody serves is named. */
function sayings(error: FederationError, { errors, taken }: FederationTexts): string[] {
  const { text } = errors[error.code];
  if (error instanceof LoginRequestTakenError) return [textByKnowledge(error, taken) ?? text];
  if (error instanceof LoginDeniedError) return [error.advice ?? text];
  const resource = error instanceof ResourceNotConnectedError ? error.resource : '';
  return resource === '' ? [text] : [text, isolated(resource)];
}

function textByKnowledge(
  { by }: LoginRequestTakenError,
  { account, cancel, unknown }: FederationTexts['taken'],
): string | undefined {
  return { 'another account': account, cancel, unknown, elsewhere: undefined }[by];
}

function labelOf({ nextStep }: FederationError, texts: FederationTexts): string {
  if (nextStep === 'retry') return texts.tryAgain;
  return nextStep === 'sign-in-again' ? texts.signInAgain : texts.backToApp;
}
