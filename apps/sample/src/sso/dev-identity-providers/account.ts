/** Somebody whom a development identity provider knows. It asks for no password. */
export interface Account {
  /** Stable subject. */
  readonly id: string;
  readonly email: string;
  readonly name: string;
}
