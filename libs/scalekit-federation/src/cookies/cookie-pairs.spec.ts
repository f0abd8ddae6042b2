import { cookiePairs } from './cookie-pairs.js';

describe('a Cookie header is parted', () => {
  it.each<[string, string, [name: string, value: string][]]>([
    [
      'at semicolons',
      'a=1; b=2;c=3',
      [
        ['a', '1'],
        ['b', '2'],
        ['c', '3'],
      ],
    ],
    ['at the first equals sign of a pair', 'a=b=c', [['a', 'b=c']]],
    [
      'without spaces and tabs around names and values',
      ' \t a \t= \t1 \t;\tb\t=\t2',
      [
        ['a', '1'],
        ['b', '2'],
      ],
    ],
    ['without what has no name and no value', 'a; ;;b=2', [['b', '2']]],
    ['with an empty value', 'a=', [['a', '']]],
    ['with a value that is blank', 'a= \t ', [['a', '']]],
    ['with an empty name', '=1', [['', '1']]],
    ['with spaces inside kept', 'a b=1 2', [['a b', '1 2']]],
    ['with a no-break space as part of the name', '\xa0a=1', [['\xa0a', '1']]],
    ['with a no-break space as part of the value', 'a=\xa01\xa0', [['a', '\xa01\xa0']]],
    [
      'with other blanks of JavaScript as part of the name',
      '\v\f\r\n\ufeff\u2003a=1',
      [['\v\f\r\n\ufeff\u2003a', '1']],
    ],
    ['with quotation marks kept', 'a="1"', [['a', '"1"']]],
    ['with percent signs kept', '%61=1', [['%61', '1']]],
    ['with commas kept', 'a=1, b=2', [['a', '1, b=2']]],
    ['to nothing', '', []],
  ])('%s', (_how, header, pairs) => {
    expect(cookiePairs(header).map(({ name, value }) => [name, value])).toEqual(pairs);
  });
});
