import type { FederationErrorCode } from '../errors/federation-errors.js';

/** A heading and what stands under it. Plain text; it is escaped where it is shown. */
export interface Wording {
  readonly title: string;
  readonly text: string;
}

/** Every sentence that this module shows to people. */
export interface FederationTexts {
  /** BCP 47, for the `lang` of the pages. */
  readonly language: string;
  /** On the app's login page, where people sign in. It is the only warning of a link that somebody else sent. */
  readonly notice: string;
  readonly continuePage: Wording & {
    readonly advice: string;
    /** The checkbox of browsers without script. */
    readonly started: string;
    readonly continue: string;
    readonly switch: string;
    readonly cancel: string;
  };
  readonly completed: Wording;
  readonly rejected: Wording;
  /** Between the app's login page and an identity provider. */
  readonly leaving: Wording;
  /** The link of the pages that lead on by themselves. */
  readonly goOn: string;
  readonly tryAgain: string;
  readonly errors: Readonly<Record<FederationErrorCode, Wording>>;
}

/** The sentences that an app replaces; the others stay. */
export type ReplacedTexts = Replaced<FederationTexts>;

type Replaced<Texts> = {
  readonly [Key in keyof Texts]?: Texts[Key] extends string ? string : Replaced<Texts[Key]>;
};

const englishTexts: FederationTexts = {
  language: 'en',
  notice:
    'Signing in connects an AI app to your account. Go on only if you started this yourself, a moment ago, in your AI app.',
  continuePage: {
    title: 'Connect an AI app to your account?',
    text: 'An AI app (an MCP client) asks to act for you here, as this account:',
    advice:
      'Continue only if you started this yourself, a moment ago, in your AI app. If somebody sent you a link, press Cancel.',
    started: 'I started this',
    continue: 'Continue',
    switch: 'Not you?',
    cancel: 'Cancel',
  },
  completed: { title: 'You are signed in', text: 'Taking you back to connect your AI app.' },
  rejected: { title: 'Cancelled', text: 'Nothing was connected. Taking you back to your AI app.' },
  leaving: { title: 'One moment', text: 'Taking you to the page where you sign in.' },
  goOn: 'Go on',
  tryAgain: 'Try again',
  errors: {
    login_request_invalid: {
      title: 'This sign-in link is not complete',
      text: 'Something was lost or changed on the way here. Go back to your AI app and connect again from there.',
    },
    csrf_failed: {
      title: 'We could not verify that this was you',
      text: 'The page was open for too long, or the account changed in another tab. Nothing was connected.',
    },
    email_not_verified: {
      title: 'Verify your e-mail address first',
      text: 'An AI app can be connected once the address of your account is verified. Then start again from your AI app.',
    },
    login_request_taken: {
      title: 'This request has already been answered',
      text: 'It was answered with another account, or cancelled. Go back to your AI app and connect again from there.',
    },
    login_request_expired: {
      title: 'This request has expired',
      text: 'A sign-in request is valid for a few minutes, and in one browser. Go back to your AI app and connect again from there.',
    },
    principal_invalid: {
      title: 'Your account cannot be connected yet',
      text: 'It lacks something that the connection needs. Please tell the support of this app; nothing was connected.',
    },
    internal_error: {
      title: 'Something went wrong here',
      text: 'Your AI app could not be connected. If it happens again, please tell the support of this app.',
    },
    scalekit_rejected: {
      title: 'The connection was not accepted',
      text: 'You are signed in here, but your AI app could not be connected.',
    },
    scalekit_unavailable: {
      title: 'The connection cannot be made right now',
      text: 'You are signed in here, but the service that connects AI apps does not answer. Nothing is lost.',
    },
    too_many_rejections: {
      title: 'Not cancelled yet',
      text: 'Many people cancel at this moment. Nothing was connected. Wait a second and cancel again.',
    },
  },
};

/** Our sentences, with the app's own laid over them. */
export function withReplaced(replaced: ReplacedTexts): FederationTexts {
  // Every login asks, and most apps replace nothing.
  return Object.keys(replaced).length === 0 ? englishTexts : overlay(englishTexts, replaced);
}

function overlay<Texts extends object>(texts: Texts, replaced: Replaced<Texts>): Texts {
  const entries = Object.entries(texts).map(([key, text]: [string, unknown]) => {
    const own: unknown = Reflect.get(replaced, key);
    if (typeof text === 'object' && text !== null)
      return [key, overlay(text, Object(own) as object)];
    return [key, typeof own === 'string' ? own : text];
  });
  return Object.fromEntries(entries) as Texts;
}
