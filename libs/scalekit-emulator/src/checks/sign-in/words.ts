/** Tells buttons apart by what they say. */
const startsWith = (...words: string[]) =>
  new RegExp(`^[^\\p{L}]*(?:${words.join('|')})(?!\\p{L})`, 'iu');

/** Refuses a login. English, German, French, Spanish, Italian, Portuguese, Dutch, Swedish, Polish, Danish. */
export const refusing = startsWith(
  'cancel|abort|decline|deny|reject|refuse|don.t allow|no(?=$|,| thank| gracias| grazie)',
  'abbrechen|ablehnen|annuler|refuser|cancelar|rechazar|annulla|rifiuta|recusar|annuleren|weigeren|avbryt|anuluj|annuller',
);

/** Goes on with what a page asks. */
const agreeing = startsWith(
  'continue|go on|allow|yes|approve|confirm|authori[sz]e|connect|proceed|accept|agree|ok|next|grant|use this|link|try again|retry',
  'weiter|fortfahren|fortsetzen|ja|zulassen|erlauben|bestätigen|verbinden|zustimmen|einverstanden|genehmigen|akzeptieren|erneut',
  'continuer|autoriser|oui|accepter|confirmer|approuver|poursuivre|valider|connecter|réessayer',
  'continuar|permitir|sí|si|aceptar|confirmar|autorizar|aprobar|conectar|seguir|reintentar|intentar',
  'continua|consenti|conferma|autorizza|accetta|prosegui|riprova|aceitar|sim|tentar',
  'doorgaan|toestaan|akkoord|fortsätt|godkänn|kontynuuj|zezwól|tak|fortsæt|tillad',
);

/** Not the button that sends user and password. */
export const elsewhere =
  /google|github|microsoft|\bapple\b|facebook|linkedin|\bokta\b|\bsso\b|saml|single sign|magic|passkey|e-?mail me|send me|forgot|reset|register|sign ?up|create|log ?out|sign ?out|switch|not you|\bback\b|another|different|cookie|guest/i;

/** Leaves the AI app behind, such as "Continue without connecting". */
const leavingOut = /\b(?:without|ohne|sans|sin|senza|sem|zonder|utan|bez|uden)\b/i;

export const goesOn = (label: string) =>
  agreeing.test(label) && !elsewhere.test(label) && !leavingOut.test(label);

export const signingUp = startsWith(
  'register|sign ?up|create|join|get started',
  'registrieren|konto erstellen|s.inscrire|créer|registrarse|crear|registrati|crea|registar|criar|registreren|skapa|opret',
);

export const subscribing = startsWith(
  'subscribe|notify me|search|find',
  'abonnieren|suchen|s.abonner|rechercher|suscribir|buscar|iscriviti|cerca|subscrever|zoeken|sök|szukaj|søg',
);
