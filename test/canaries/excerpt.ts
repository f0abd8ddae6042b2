import type { Found } from './finder.js';
import type { Kind, Piece, Sighting } from './kinds.js';

const charactersAround = 80;

/** A hit for whoever has to mend it: where it was seen, and what stands around it, without any value. */
export function described(sighting: Sighting, all: readonly Found<Kind>[]): string {
  const { kind, piece, start, end } = sighting;
  const from = Math.max(0, start - charactersAround);
  const to = Math.min(piece.text.length, end + charactersAround);
  const shown = withoutValues(piece.text, all, from, to).replaceAll(/\s+/g, ' ');
  return `${kind} in ${placeOf(piece)}: …${shown}…`;
}

function placeOf(piece: Piece): string {
  if (piece.sink !== 'answer') return `the ${piece.sink}s`;
  return `an answer (${piece.part}, ${piece.status})`;
}

/** The text between two places, with every secret that reaches into it replaced by its kind. */
function withoutValues(
  text: string,
  all: readonly Found<Kind>[],
  from: number,
  to: number,
): string {
  let shown = '';
  let index = from;
  for (const { label, start, end } of [...all].sort((a, b) => a.start - b.start || b.end - a.end)) {
    if (end <= index || start >= to) continue;
    if (start > index) shown += text.slice(index, start);
    shown += `<${label}>`;
    index = end;
  }
  return shown + text.slice(index, Math.max(index, to));
}
