/** What a strategy answered by itself, such as the redirect to an identity provider. */
export interface StrategyAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}
