import { proofOf } from '../app/accounts.js';
import { formOf } from '../browser/page.js';
import { appOrigin, evilOrigin, providerOrigin } from '../browser/sites.js';
import { attacker, personAt } from '../world/people.js';
import type { Stage } from '../world/stage.js';
import type { Story, Trip } from '../world/story.js';
import { chosen } from '../world/chosen.js';
import { Move, see } from './move.js';

/** Somebody leaves for the identity provider: by the button of a page, or by a link that led there. */
export class BeginTrip extends Move {
  constructor(
    private readonly browser: number,
    private readonly tab: number | 'a link',
    private readonly path: '/sso/oidc' | '/sso/saml',
  ) {
    super();
  }

  override isPossible(story: Story): boolean {
    if (this.tab === 'a link') return this.path === '/sso/oidc';
    const page = story.tab(this.browser, this.tab);
    return page !== undefined && formOf(page, this.path) !== undefined;
  }

  protected async make(story: Story, stage: Stage): Promise<void> {
    const { browser, path } = this;
    const page = this.tab === 'a link' ? undefined : story.tab(browser, this.tab);
    const form = page && formOf(page, path);
    const txn = form?.fields['scalekit_txn'];
    const isAgreed = txn !== undefined && stage.browser(browser).jar.loginRequests().has(txn);
    const answer = await (form
      ? stage.browser(browser).submit(form, appOrigin)
      : stage.browser(browser).open(path, evilOrigin));
    stage.checkPage(answer);
    const to = answer.leavesTo;
    if (to === undefined) return;
    story.trips.push({ browser, to, agreedTo: isAgreed ? txn : undefined });
    if (story.trips.length > 4) story.trips.shift();
  }

  toString(): string {
    return `browser ${this.browser} leaves for ${this.path} by tab ${this.tab}`;
  }
}

/**
 * A browser arrives at the identity provider, which knows its person and sends it back at once. Whoever
 * holds the address of a trip can lead anybody there; the attacker can bring an answer of their own.
 */
export class EndTrip extends Move {
  constructor(
    private readonly browser: number,
    private readonly number: number,
    private readonly withAttackersAnswer: boolean,
  ) {
    super();
  }

  override isPossible(story: Story): boolean {
    return this.#trip(story) !== undefined;
  }

  protected async make(story: Story, stage: Stage): Promise<void> {
    const trip = this.#trip(story);
    if (trip === undefined) return;
    const { browser, withAttackersAnswer } = this;
    const [account] = personAt(withAttackersAnswer ? attacker : browser).accounts;
    const isTrick = withAttackersAnswer && browser !== attacker;
    const isOwn = trip.browser === browser && !isTrick;
    if (isOwn && trip.agreedTo !== undefined) story.agree(trip.agreedTo, account);
    const page = await (trip.to.pathname === '/saml'
      ? this.#post(stage, trip, account)
      : this.#get(stage, trip, account));
    see(story, stage, browser, page, { isLogin: true });
  }

  toString(): string {
    const whose = this.withAttackersAnswer ? 'with an answer of the attacker’s' : '';
    return `browser ${this.browser} comes back from trip ${this.number} ${whose}`;
  }

  #get(stage: Stage, { to }: Trip, account: string) {
    const query = new URLSearchParams({ code: proofOf(account) });
    query.set('state', to.searchParams.get('state') ?? '');
    const target = `/sso/oidc/callback?${query.toString()}`;
    return stage.browser(this.browser).open(target, providerOrigin);
  }

  #post(stage: Stage, { to }: Trip, account: string) {
    const RelayState = to.searchParams.get('RelayState');
    const fields = { SAMLResponse: proofOf(account), ...(RelayState !== null && { RelayState }) };
    return stage.browser(this.browser).submit({ path: '/sso/saml/acs', fields }, providerOrigin);
  }

  /** One's own, or one that the attacker has begun: nobody else's `state` is known to them. */
  #trip({ trips }: Story): Trip | undefined {
    const known = trips.filter(
      ({ browser }) =>
        browser === attacker || (browser === this.browser && !this.withAttackersAnswer),
    );
    return chosen(known, this.number);
  }
}
