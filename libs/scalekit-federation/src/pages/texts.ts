import type { FederationErrorCode } from '../errors/federation-errors.js';

/** A heading and what stands under it. Plain text; it is escaped where it is shown. */
export interface Wording {
  readonly title: string;
  readonly text: string;
}

/**
 * What became of a login request: `done` and `cancelled` in this browser, `denied` by the app's policy,
 * `answered` elsewhere.
 */
export type Ending = 'done' | 'cancelled' | 'denied' | 'answered';

/** What is said of the app that asks, as far as `loginRequestDetails` tells. */
export interface AskingTexts {
  /** Labels, each with a value behind it. */
  readonly app: string;
  readonly address: string;
  readonly server: string;
  readonly wants: string;
  /** The value of `app`, with `{name}`. */
  readonly named: string;
  /** The value of `address` where no host says which app it is. */
  readonly unknownAddress: string;
  /** What a scope lets an app do, by its name; your own can stand here, too. Others are shown as they are. */
  readonly scopes: Readonly<Record<string, string>>;
  /** Behind the first scopes, with `{count}`. */
  readonly more: string;
  /** That an app's name and address say nothing of who sent the link. */
  readonly anybody: string;
}

/** Every sentence that this module shows to people. */
export interface FederationTexts {
  /** BCP 47, for the `lang` of the pages. */
  readonly language: string;
  /** On the app's login page, where people sign in. It is the only warning of a link that somebody else sent. */
  readonly notice: string;
  /** Behind the notice, and on the continue page. */
  readonly asking: AskingTexts;
  readonly continuePage: Wording & {
    readonly advice: string;
    /** Above the organizations, where there are several. */
    readonly organization: string;
    /** The checkbox of browsers without script. */
    readonly started: string;
    readonly continue: string;
    readonly switch: string;
    readonly cancel: string;
    /** With `{time}`, such as `7 minutes`. */
    readonly deadline: string;
    /** The same where a script counts down, with `{clock}`, such as `14:05`, and `{left}`, such as `6:59`. */
    readonly countdown: string;
    /** While a press is on its way. */
    readonly working: string;
    /** To a press that comes before everything was in sight. */
    readonly readFirst: string;
  };
  readonly completed: Wording;
  readonly rejected: Wording;
  /** Between the app's login page and an identity provider. */
  readonly leaving: Wording;
  /** The link of the pages that lead on by themselves. */
  readonly goOn: string;
  readonly tryAgain: string;
  readonly signInAgain: string;
  /** Back to the AI app, where it can be told how the login ended. */
  readonly backToApp: string;
  /** To the app's own login page, without any login request. */
  readonly signInWithout: string;
  /** The same for somebody who may be signed in. */
  readonly goOnWithout: string;
  /** The same where nothing is left to do. */
  readonly goOnHere: string;
  /** In the place of the text of `login_request_taken`, where more is known. */
  readonly taken: { readonly account: string; readonly cancel: string; readonly unknown: string };
  /** When the link is opened again, in the place of the form. */
  readonly over: Readonly<Record<Ending, Wording>>;
  readonly errors: Readonly<Record<FederationErrorCode, Wording>>;
}

/** The sentences that an app replaces; the others stay. */
export type ReplacedTexts = Replaced<FederationTexts>;

export type Replaced<Texts> = {
  readonly [Key in keyof Texts]?: Texts[Key] extends string ? string : Replaced<Texts[Key]>;
};

/** A sentence with values in the place of its `{names}`; what stands in a value is not looked at again. */
export function filled(sentence: string, values: Readonly<Record<string, string>>): string {
  return sentence.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
}
