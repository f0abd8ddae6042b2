import { defaultRedirectUri } from '../begin-login/begun-login.js';
import { isLoopbackName } from '../environment/loopback.js';
import type { ScalekitEmulator } from '../scalekit-emulator.js';
import { Browsers } from './browsers.js';
import type { LoginCheckOptions } from './login-check.js';
import { ScalekitSide } from './scalekit-side.js';
import { credentialsOf } from './sign-in/credentials.js';
import { toPerson, type Person } from './sign-in/person.js';
import { walk, type Manner, type Stand } from './sign-in/walk.js';
import { WrongPasswords } from './sign-in/wrong-passwords.js';
import { NeedsScript, NotApplicable } from './verdicts.js';
import { plainUrlOf, type Tab, type Visit } from './visit.js';

/** What the checks of one login share: the people, their browsers, and what Scalekit saw. */
export class Examination {
  readonly person: Person;
  readonly otherPerson: Person | undefined;
  readonly browsers = new Browsers();
  readonly wrongPasswords = new WrongPasswords();
  readonly scalekit = new ScalekitSide(() => this.emulator);
  #ordinary: Promise<Visit> | undefined;
  #refused: Promise<Visit> | undefined;
  #signedIn: Promise<Tab> | undefined;

  constructor(readonly options: LoginCheckOptions) {
    this.person = toPerson(options);
    this.otherPerson = options.otherUser && toPerson(options.otherUser);
  }

  get emulator(): ScalekitEmulator {
    const { emulator } = this.options;
    return typeof emulator === 'function' ? emulator() : emulator;
  }

  /** Begins a login at Scalekit, and stops before the app. In a new browser, unless one is given. */
  async begin(where?: Tab): Promise<Visit> {
    const { emulator } = this;
    const { resource } = this.options;
    const { tab, recorder } = where ?? (await this.newBrowser());
    const login = await emulator.beginLogin({
      browser: tab,
      ...(resource !== undefined && { resource }),
    });
    const url = await tab.leave(login.url);
    if (!url) throw new Error('Scalekit sent nobody to the login page: is loginUrl set?');
    if (!this.options.allowRemote && !isLoopbackName(url.hostname)) {
      throw new Error(
        `${url.origin} is not on this machine: allow it with --allow-remote, or allowRemote`,
      );
    }
    const { searchParams } = url;
    const loginRequestId = searchParams.get('login_request_id') ?? '';
    return { login, tab, recorder, url, loginRequestId, state: searchParams.get('state') ?? '' };
  }

  newBrowser(): Promise<Tab> {
    return this.browsers.open(this.emulator, this.options.allowRemote);
  }

  /** Another tab of a browser. */
  tabOf({ tab, recorder }: Tab): Tab {
    return { tab: tab.newTab(), recorder };
  }

  /** Opens the login page of a visit, and signs in. */
  async signIn(visit: Visit, person = this.person, manner: Manner = {}): Promise<Stand> {
    return this.signInAt(visit, visit.url.href, person, manner);
  }

  /** @param url the login page, with or without a login request */
  async signInAt(
    where: Tab,
    url: string,
    person = this.person,
    manner: Manner = {},
  ): Promise<Stand> {
    const { login: script } = this.options;
    if (!script) {
      await where.tab.open(url);
      return this.goOn(where, person, manner);
    }
    await script({ browser: where.tab, url, ...credentialsOf(person, manner) });
    return where.tab.page && this.isAway(where.tab.page.url) ? 'scalekit' : 'app';
  }

  /** From the page that is shown; forms only. */
  goOn({ tab }: Tab, person = this.person, manner: Manner = {}): Promise<Stand> {
    this.needsForm();
    return walk(tab, person, (url) => this.isAway(url), manner);
  }

  /** Whether a browser is back at Scalekit, or at its client. */
  isAway(url: string): boolean {
    return url.startsWith(`${this.emulator.url}/`) || url.startsWith(defaultRedirectUri);
  }

  needsForm(): void {
    if (this.options.login) throw new NotApplicable('it changes a form, and your script signs in');
  }

  needsOtherPerson(): Person {
    if (this.otherPerson) return this.otherPerson;
    throw new NotApplicable('it needs a second account: --other-user, --other-password');
  }

  /** One sign-in as anybody does it, for all checks that only look at it. */
  ordinary(): Promise<Visit> {
    this.#ordinary ??= this.begin().then(async (visit) => {
      await this.signIn(visit);
      return visit;
    });
    return this.#ordinary;
  }

  /** A browser whose person has signed in on their own, for checks that only need its session. */
  signedIn(): Promise<Tab> {
    this.#signedIn ??= this.begin().then(async (visit) => {
      await this.signInAlone(visit, visit);
      return visit;
    });
    return this.#signedIn;
  }

  /**
   * Signs in without a login request; where the app takes nobody without one, with one of their own.
   * @param own not arrived at the app yet
   */
  async signInAlone(where: Tab, own: Visit, person = this.person): Promise<void> {
    const manner: Manner = { agrees: false };
    const taken = await this.signInAt(where, plainUrlOf(own.url), person, manner).then(
      () => (where.tab.page?.status ?? 0) < 400,
      (error: unknown) => {
        if (error instanceof NeedsScript) return false;
        throw error;
      },
    );
    if (!taken) await this.signInAt(where, own.url.href, person);
  }

  /** A login with a wrong password sent, for all checks that look at what came of it. */
  afterWrongPassword(): Promise<Visit> {
    this.#refused ??= this.begin().then(async (visit) => {
      await this.signIn(visit, this.person, { password: this.wrongPasswords.next() });
      return visit;
    });
    return this.#refused;
  }
}
