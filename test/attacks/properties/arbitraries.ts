import * as fc from 'fast-check';

export const runs = { numRuns: 1000 };

export const anyText = fc.string({ unit: 'binary' });

/** What `state` may consist of. */
export const visible = fc.string({
  unit: fc.integer({ min: 0x20, max: 0x7e }).map((code) => String.fromCharCode(code)),
  minLength: 1,
  maxLength: 1024,
});

export const id = fc.stringMatching(/^[A-Za-z0-9_-]{1,128}$/);

export const txn = fc.stringMatching(/^[A-Za-z0-9_-]{16}$/);

/** Without halves of surrogate pairs, which no UTF-8 can carry. */
export function wellFormed(text: string): string {
  return Buffer.from(text).toString();
}
