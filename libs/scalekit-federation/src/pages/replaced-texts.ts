import { englishTexts } from './english-texts.js';
import type { FederationTexts, Replaced, ReplacedTexts } from './texts.js';

/** Our sentences, with the app's own laid over them. */
export function withReplaced(replaced: ReplacedTexts): FederationTexts {
  // Every login asks, and most apps replace nothing.
  return Object.keys(replaced).length === 0 ? englishTexts : overlay(englishTexts, replaced);
}

function overlay<Texts extends object>(texts: Texts, replaced: Replaced<Texts>): Texts {
  // Scopes of the app's own have no sentence of ours.
  const all = { ...replaced, ...texts };
  const entries = Object.entries(all).map(([key, text]: [string, unknown]) => {
    const own: unknown = Reflect.get(replaced, key);
    if (typeof text === 'object' && text !== null)
      return [key, overlay(text, Object(own) as object)];
    return [key, typeof own === 'string' ? own : text];
  });
  return Object.fromEntries(entries) as Texts;
}
