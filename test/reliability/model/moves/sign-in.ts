import { addressOf, password } from '../../support/people.js';
import { identitiesOf } from '../../support/scalekit/ledger.js';
import { Violation } from '../../support/violation.js';
import { formOf } from '../browser/page.js';
import { appOrigin } from '../browser/sites.js';
import { personAt } from '../world/people.js';
import type { Stage } from '../world/stage.js';
import type { Story } from '../world/story.js';
import { chosen } from '../world/chosen.js';
import { Move, see } from './move.js';

export interface SignInWay {
  readonly browser: number;
  readonly tab: number;
  readonly path: '/login' | '/patient-login';
  readonly account: number;
  readonly isRight: boolean;
}

/** A person types an address and a password into the form of a page that they look at. */
export class SignIn extends Move {
  constructor(readonly way: SignInWay) {
    super();
  }

  override isPossible(story: Story): boolean {
    const { browser, tab, path } = this.way;
    const page = story.tab(browser, tab);
    return page !== undefined && formOf(page, path) !== undefined;
  }

  protected async make(story: Story, stage: Stage): Promise<void> {
    await signIn(story, stage, this.way);
  }

  toString(): string {
    const { browser, tab, path, account, isRight } = this.way;
    const what = isRight ? `as ${personAt(browser).accounts[account]}` : 'with a wrong password';
    return `browser ${browser} signs in ${what} on tab ${tab} by ${path}`;
  }
}

/** Two of them at once, on two replicas. */
export class SignInTogether extends Move {
  constructor(
    private readonly one: SignIn,
    private readonly other: SignIn,
  ) {
    super();
  }

  override isPossible(story: Story): boolean {
    return this.one.isPossible(story) && this.other.isPossible(story);
  }

  protected async make(story: Story, stage: Stage): Promise<void> {
    const ways = [this.one.way, this.other.way];
    await Promise.all(ways.map((way) => signIn(story, stage, way, 'in a race')));
  }

  toString(): string {
    return `at once: ${this.one.toString()}; ${this.other.toString()}`;
  }
}

async function signIn(
  story: Story,
  stage: Stage,
  { browser, tab, path, account: number, isRight }: SignInWay,
  race?: 'in a race',
): Promise<void> {
  const shown = story.tab(browser, tab);
  const form = shown && formOf(shown, path);
  const account = chosen(personAt(browser).accounts, number) ?? '';
  if (form === undefined) return;
  const txn = form.fields['scalekit_txn'];
  const { jar } = stage.browser(browser);
  const isAgreed = isRight && txn !== undefined && jar.loginRequests().has(txn);
  if (isAgreed) story.agree(txn, account);
  const promised = isAgreed && race === undefined && isPromised(story, txn, account);
  const typed = { email: addressOf(account), password: isRight ? password : 'wrong' };
  const fields = { ...typed, ...form.fields };
  const page = await stage.browser(browser).submit({ path, fields }, appOrigin);
  see(story, stage, browser, page, { isLogin: true });
  if (promised && page.leavesTo === undefined) {
    throw new Violation('signed in under the notice, and not handed off', {
      account,
      status: page.status,
    });
  }
}

/** Nothing stands in the way of who signs in now. */
function isPromised(story: Story, txn: string, account: string): boolean {
  const entry = story.captured.get(txn)?.entry;
  if (entry === undefined || story.hasFailed || !story.isUsable(txn)) return false;
  const identities = identitiesOf(entry);
  const isTaken = identities.some((identity) => identity !== account);
  return !isTaken && entry.rejections === 0;
}
