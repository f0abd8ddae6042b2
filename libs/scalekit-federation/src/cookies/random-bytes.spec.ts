import { randomBytes } from './random-bytes.js';

const drawnAtOnce = 4096;

it('what is handed out is as long as was asked, and never handed out twice', () => {
  const all = Array.from({ length: 5000 }, () => randomBytes(12));
  expect(all.every((bytes) => bytes.length === 12)).toBe(true);
  expect(new Set(all.map((bytes) => bytes.toString('hex'))).size).toBe(all.length);
});

it('no two of them share a byte, also where lengths alternate', () => {
  const lengths = Array.from({ length: 600 }, (_, index) => (index % 2 === 0 ? 16 : 23));
  const all = lengths.map((length) => randomBytes(length).toString('hex'));
  const pieces = all.flatMap((hex) => [hex.slice(0, 16), hex.slice(-16)]);
  expect(new Set(pieces).size).toBe(pieces.length);
});

it('what is handed out stays as it is when more is drawn, and whoever writes to it changes no other', () => {
  const kept = randomBytes(16);
  const before = kept.toString('hex');
  for (let index = 0; index < drawnAtOnce / 8; index += 1) randomBytes(16).fill(0);
  expect(kept.toString('hex')).toBe(before);
  expect(randomBytes(16).every((byte) => byte === 0)).toBe(false);
});

it('all that is drawn at once can be asked for', () => {
  expect(new Set(randomBytes(drawnAtOnce)).size).toBeGreaterThan(200);
});
