/** What nobody else may read. */
export const kinds = [
  'client secret',
  'access token',
  'state',
  'login request id',
  'ticket',
  'cookie',
  'cookie key',
  'password',
  'e-mail address',
] as const;
export type Kind = (typeof kinds)[number];

/** Where others can read. */
export const sinks = ['log', 'error', 'event', 'metric', 'span', 'answer'] as const;
export type Sink = (typeof sinks)[number];

/** A value that a suite has used, and what it is. */
export interface Secret {
  readonly kind: Kind;
  readonly value: string;
}

/** The parts of an answer that have rules of their own. */
export type AnswerPart = 'Set-Cookie' | 'header' | 'page' | 'JSON' | 'other body';

/** A text that others can read. */
export type Piece =
  | { readonly sink: Exclude<Sink, 'answer'>; readonly text: string }
  | {
      readonly sink: 'answer';
      readonly text: string;
      readonly part: AnswerPart;
      readonly status: number;
    };

/** A secret in a piece. */
export interface Sighting {
  readonly kind: Kind;
  readonly piece: Piece;
  /** Where it begins, and where it ends. */
  readonly start: number;
  readonly end: number;
}
