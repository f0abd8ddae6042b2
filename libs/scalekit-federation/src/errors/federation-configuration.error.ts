/** One wrong option: where it is, what is wrong and how to mend it. Never the value of a secret. */
export interface ConfigurationProblem {
  /** The option's path, with its environment variable where it has one. */
  readonly path: string;
  readonly message: string;
}

/** Stops the boot and lists every problem at once; or what an option that is left out keeps from working. */
export class FederationConfigurationError extends Error {
  readonly code = 'federation_configuration';

  /** @param what cannot be done */
  constructor(
    readonly problems: readonly ConfigurationProblem[],
    what = 'start',
  ) {
    const lines = problems.map(({ path, message }) => `  - ${path}: ${message}`);
    const count = problems.length === 1 ? '1 problem' : `${problems.length} problems`;
    super(`ScalekitFederationModule cannot ${what}, ${count}:\n${lines.join('\n')}`);
    this.name = 'FederationConfigurationError';
  }
}
