/** One login request, and what Scalekit knows of it. */
export interface LoginRequestEntry {
  readonly id: string;
  readonly state: string;
  /** Its name among the options. */
  readonly connection: string;
  /** Whom Scalekit took, push by push. */
  readonly accepted: string[];
  /** How often it was told that the login failed. */
  rejections: number;
  /** How often a push arrived. */
  pushes: number;
  /** The fault that is Scalekit's last word on it. */
  terminal?: string;
}

/** The truth, which no answer that got lost can change. */
export class Ledger {
  readonly #entries = new Map<string, LoginRequestEntry>();
  #count = 0;
  /** Pushes of users that carry another connection's token, or a body that is not whole. */
  readonly wrongPushes: string[] = [];
  /** What was asked beside the two calls of a hand-off: where a redirect has led, with secrets perhaps. */
  readonly astray: string[] = [];

  /** @param name tells the login requests of one run from another's */
  constructor(private readonly name: string) {}

  begin(connection: string): LoginRequestEntry {
    this.#count += 1;
    const id = `lri_${this.name}_${this.#count}`;
    const state = `HntJ/${this.name}+${this.#count}=~y161i9 P1yzu%ZVv2`;
    const entry = { id, state, connection, accepted: [], rejections: 0, pushes: 0 };
    this.#entries.set(id, entry);
    return entry;
  }

  find(id: string): LoginRequestEntry | undefined {
    return this.#entries.get(id);
  }

  forget({ id }: LoginRequestEntry): void {
    this.#entries.delete(id);
  }
}

/** Two of them would be two people behind one login. */
export function identitiesOf({ accepted }: LoginRequestEntry): readonly string[] {
  return [...new Set(accepted)];
}
