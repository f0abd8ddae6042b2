/** Tells buttons apart by what they say. */
const startsWith = (...words: string[]) =>
  new RegExp(`^[^\\p{L}]*(?:${words.join('|')})(?!\\p{L})`, 'iu');

/** Refuses a login. English, German, French, Spanish, Italian, Portuguese, Dutch, Swedish, Polish, Danish. */
export const refusing = startsWith(
  'cancel|abort|decline|deny|reject|refuse',
  'abbrechen|ablehnen|annuler|refuser|cancelar|rechazar|annulla|rifiuta|recusar|annuleren|weigeren|avbryt|anuluj|annuller',
);

/** Goes on with what a page asks. */
export const agreeing = startsWith(
  'continue|go on|allow|yes|approve|confirm|authori[sz]e|connect|proceed|accept|agree|ok|next',
  'weiter|fortfahren|fortsetzen|ja|zulassen|erlauben|bestätigen|verbinden|continuer|autoriser|oui|accepter|confirmer',
  'continuar|permitir|sí|si|aceptar|confirmar|continua|consenti|conferma|aceitar|sim|doorgaan|toestaan|fortsätt|godkänn|kontynuuj|zezwól|tak|fortsæt|tillad',
);

/** Not the button that sends user and password. */
export const elsewhere =
  /google|github|microsoft|apple|facebook|okta|sso|saml|single sign|magic|passkey|e-?mail me|send me|forgot|reset|register|sign ?up|create|log ?out|sign ?out|switch|not you|back/i;
