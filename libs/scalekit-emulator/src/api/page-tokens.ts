import { createHmac, randomBytes } from 'node:crypto';
import { sameToken } from '../server/cookies.js';

/** Where a page begins: behind an item, or before it. */
export interface PagePosition {
  readonly direction: '>' | '<';
  readonly order: number;
}

/**
 * Tokens that say where the next or the previous page begins, for one query only. Scalekit's descriptors show one as
 * `>:abc123`: it has to be percent-encoded in a URL, as these have to be.
 */
export class PageTokens {
  readonly #key = randomBytes(32);

  /** @param query all that decides which items there are */
  make({ direction, order }: PagePosition, query: readonly string[]): string {
    return `${direction}:${order.toString(36)}.${this.#mac(direction, order, query)}`;
  }

  /** @returns nothing, if the token was not made here for this query */
  read(token: string, query: readonly string[]): PagePosition | undefined {
    const [, direction, text, mac] = /^([<>]):([0-9a-z]{1,10})\.([\w-]+)$/.exec(token) ?? [];
    if (direction !== '<' && direction !== '>') return undefined;
    const order = Number.parseInt(text ?? '', 36);
    return sameToken(mac, this.#mac(direction, order, query)) ? { direction, order } : undefined;
  }

  #mac(direction: string, order: number, query: readonly string[]): string {
    const text = JSON.stringify([direction, order, ...query]);
    return createHmac('sha256', this.#key).update(text).digest('base64url').slice(0, 16);
  }
}

/** One page of a list, with the positions that its neighbours begin at, if there are any. */
export interface Page<Item> {
  readonly items: readonly Item[];
  readonly next: PagePosition | undefined;
  readonly previous: PagePosition | undefined;
}

/** @param items those with the highest order first */
export function pageOf<Item extends { readonly order: number }>(
  items: readonly Item[],
  position: PagePosition | undefined,
  size: number,
): Page<Item> {
  const from = startOf(items, position, size);
  const shown = items.slice(from, from + size);
  const [first] = shown;
  const last = shown.at(-1);
  return {
    items: shown,
    next: last && from + size < items.length ? { direction: '>', order: last.order } : undefined,
    previous: first && from > 0 ? { direction: '<', order: first.order } : undefined,
  };
}

function startOf(
  items: readonly { readonly order: number }[],
  position: PagePosition | undefined,
  size: number,
): number {
  if (position?.direction === '<') {
    const end = items.filter(({ order }) => order > position.order).length;
    return Math.max(0, end - size);
  }
  return position ? items.filter(({ order }) => order >= position.order).length : 0;
}
