/** `[number, type]` or `[number, type, label]`; a type that is no scalar is a full name with a dot in front. */
export type Field = readonly [number: number, type: string, label?: 'repeated' | 'optional'];

export interface Package {
  readonly name: string;
  readonly messages?: Readonly<Record<string, Readonly<Record<string, Field>>>>;
  readonly enums?: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly services?: Readonly<Record<string, Readonly<Record<string, Method>>>>;
}

/** Names of the messages that go in and out, in the service's own package. */
type Method = readonly [input: string, output: string];
