import { directionOf } from './direction.js';

it.each([
  ['ar', 'rtl'],
  ['ar-EG', 'rtl'],
  ['fa', 'rtl'],
  ['he', 'rtl'],
  ['dv', 'rtl'],
  ['syr', 'rtl'],
  ['nqo', 'rtl'],
  ['myz', 'rtl'],
  ['smp', 'rtl'],
  ['rhg-Rohg', 'rtl'],
  ['ur-Aran', 'rtl'],
  ['ff-Adlm', 'rtl'],
  ['ff', 'ltr'],
  ['en', 'ltr'],
  ['az-Arab', 'rtl'],
  ['az', 'ltr'],
  ['ja', 'ltr'],
  ['no language', 'ltr'],
  ['', 'ltr'],
])('%j is written %s', (language, direction) => {
  expect(directionOf(language)).toBe(direction);
});
