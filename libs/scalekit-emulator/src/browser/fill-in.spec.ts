import { fillIn, type FormChoice, type FormValues } from './fill-in.js';
import { readHtml, refreshTarget, visibleText } from './html-document.js';

const url = new URL('http://localhost:3000/login?tenant=1');
const fill = (html: string, values?: FormValues, choice?: FormChoice) => {
  const { action, method, fields } = fillIn(html, url, values ?? {}, choice);
  return `${method} ${action.pathname}${action.search} ${fields}`;
};

const two = `<form id="search"><input name="q"></form>
  <form method="post" action="/in"><input name="email"><input name="password">
  <button name="go" value="in">Sign <b>in</b></button><button name="go" value="out" formaction="/out">Leave</button></form>`;

describe('a form', () => {
  it.each<[string, string, FormValues | undefined, FormChoice | undefined, string]>([
    [
      'goes to its own page where it has no action',
      '<form></form>',
      {},
      {},
      'GET /login?tenant=1 ',
    ],
    ['is the first', two, {}, {}, 'GET /login?tenant=1 q='],
    [
      'is the first that has the fields, sent by its first button',
      two,
      { email: 'a' },
      {},
      'POST /in email=a&password=&go=in',
    ],
    [
      'is the first that has the button',
      two,
      {},
      { button: 'leave' },
      'POST /out email=&password=&go=out',
    ],
    ['is the one with this id', two, { q: 'x' }, { form: 'search' }, 'GET /login?tenant=1 q=x'],
    [
      'is the one with this action',
      two,
      {},
      { form: '/in', button: 'Sign in' },
      'POST /in email=&password=&go=in',
    ],
    [
      'has what hidden, chosen and ticked fields hold',
      `<form method=post><input type=hidden name=a value="&amp;"><select name=b><option>x<option selected value=y>Y</select>
       <textarea name=c>\ntext</textarea><input type=checkbox name=d checked><input type=checkbox name=e>
       <input type=radio name=f value=1><input type=radio name=f value=2 checked></form>`,
      {},
      {},
      'POST /login?tenant=1 a=%26&b=y&c=text&d=on&f=2',
    ],
    [
      'has what a person ticks and chooses instead',
      `<form><input type=checkbox name=d checked><input type=checkbox name=e value=yes>
       <input type=radio name=f value=1><input type=radio name=f value=2 checked></form>`,
      { d: false, e: true, f: '1' },
      {},
      'GET /login?tenant=1 e=yes&f=1',
    ],
    [
      'leaves out what is disabled, nameless, a file or another button',
      `<form><input name=a disabled><fieldset disabled><input name=b></fieldset><input value=c><input type=file name=d>
       <button type=button name=e>No</button><input type=submit name=f value=Yes></form>`,
      {},
      {},
      'GET /login?tenant=1 f=Yes',
    ],
    [
      'has fields that stand elsewhere and name it',
      '<input name=a form=one value=1><form id=one><input name=b form=two value=2></form>',
      {},
      {},
      'GET /login?tenant=1 a=1',
    ],
    [
      'is found in a noscript',
      '<noscript><form><input name=a></form></noscript>',
      {},
      {},
      'GET /login?tenant=1 a=',
    ],
  ])('%s', (_, html, values, choice, sent) => {
    expect(fill(html, values, choice)).toBe(sent);
  });

  it.each<[string, FormValues, FormChoice, string]>([
    ['<p>none</p>', {}, {}, 'there is no form'],
    [two, {}, { form: 'other' }, 'there is no form other'],
    [two, { code: '1' }, {}, 'no form has the field code, but q'],
    [
      two,
      {},
      { form: '/in', button: 'Cancel' },
      'no form has the button Cancel, but Sign in, Leave',
    ],
    ['<form enctype="multipart/form-data"></form>', {}, {}, 'is multipart'],
  ])('that is not in %s is an error that says what is', (html, values, choice, message) => {
    expect(() => fill(html, values, choice)).toThrow(message);
    expect(() => fill(html, values, choice)).not.toThrow('tenant');
  });
});

describe('a page', () => {
  it.each([
    ['0; url=/next', '', '/next'],
    ['3;URL="/a?b=c"', '', '/a?b=c'],
    [undefined, `<meta http-equiv=Refresh content="0;url='/meta'">`, '/meta'],
    ['5', '', undefined],
    [undefined, '<p>0; url=/text</p>', undefined],
  ])('with the Refresh %j and %j leads to %j', (header, html, target) => {
    expect(refreshTarget(header, html)).toBe(target);
  });

  it('is read without what nobody sees', () => {
    const html = `<head><title>T</title><style>a{}</style></head><h1>A &amp;\n B</h1><p hidden>x</p>
      <script>1</script><noscript>C</noscript>`;
    expect(visibleText(readHtml(html))).toBe('A & B C');
  });
});
