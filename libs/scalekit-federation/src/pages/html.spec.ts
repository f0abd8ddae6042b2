import { escapeHtml } from './html.js';
import { action, also, paragraph } from './markup.js';

it.each([
  ['Alice', 'Alice'],
  [
    `<a href="x" id='y'>&amp;</a>`,
    '&lt;a href=&quot;x&quot; id=&#39;y&#39;&gt;&amp;amp;&lt;/a&gt;',
  ],
  ['<<>>', '&lt;&lt;&gt;&gt;'],
  ['', ''],
])('%j is written %j', (text, html) => {
  expect(escapeHtml(text)).toBe(html);
});

it('what stands on a page is escaped', () => {
  expect(paragraph('a < b')).toBe('<p>a &lt; b</p>\n');
  expect(action('<go>', '/?a=1&b="2"')).toBe(
    '<div class="actions"><a class="button primary" href="/?a=1&amp;b=&quot;2&quot;">&lt;go&gt;</a></div>\n',
  );
  expect(also('or', '/')).toBe('<p class="also"><a href="/">or</a></p>\n');
});
