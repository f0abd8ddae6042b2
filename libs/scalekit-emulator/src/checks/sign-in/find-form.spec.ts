import { findForm } from './find-form.js';
import { findLinkOn, findRefusal } from './find-way-out.js';

const password = '<input type="password" name="pw">';

describe('the form that a person would use', () => {
  it.each([
    ['a password form', `<form><input name="user">${password}</form>`, 'password', 'user', 'pw'],
    [
      'the sign-in beside a sign-up',
      `<form><input type="email" name="new">${password}<input type="password" name="again"></form>
       <form><input type="email" name="mail">${password}</form>`,
      'password',
      'mail',
      'pw',
    ],
    [
      'the field for the user, not for the tenant',
      `<form><input name="email"><input name="tenant">${password}</form>`,
      'password',
      'email',
      'pw',
    ],
    [
      'the second page of two',
      `<form><input name="email" readonly>${password}</form>`,
      'password',
      undefined,
      'pw',
    ],
    [
      'the first page of two',
      '<form><input name="q"></form><form><input name="login"></form>',
      'identifier',
      'login',
      undefined,
    ],
    [
      'a code',
      '<form><input autocomplete="one-time-code" name="x"></form>',
      'code',
      undefined,
      'x',
    ],
    ['a question', '<form><button>Weiter</button></form>', 'question', undefined, undefined],
    [
      'a question beside a newsletter',
      '<footer><form><input type="email" name="mail"><button>Go</button></form></footer><form><button>Continue</button></form>',
      'question',
      undefined,
      undefined,
    ],
    [
      'a question in words that nobody knows, beside a refusal',
      '<form><button>Seuraava</button></form><form><button>Cancel</button></form>',
      'question',
      undefined,
      undefined,
    ],
    [
      'the sign-in below a sign-up of one password',
      `<form action="/register"><input name="new">${password}<button>Create account</button></form>
       <form><input name="mail">${password}</form>`,
      'password',
      'mail',
      'pw',
    ],
  ])('is %s', (_, html, kind, userField, secretField) => {
    expect(findForm(html)).toMatchObject({ kind, userField, secretField });
  });

  it.each([
    '<form><input name="q"><button>Search</button></form>',
    '<form><button>Continue with Google</button></form>',
    '<form><button>Use another account</button></form>',
    '<form action="/newsletter"><input type="email" name="mail"><button>OK</button></form>',
    '<form><input type="email" name="mail"><button>Subscribe</button></form>',
    '<p>no form</p>',
  ])('is not in %s', (html) => {
    expect(findForm(html)).toBeUndefined();
  });

  it('is sent by its own button, not by the one that cancels or leaves', () => {
    const buttons =
      '<button>Cancel</button><button>Sign in with Google</button><button>Anmelden</button>';
    const found = findForm(`<form><input name="user">${password}${buttons}</form>`);
    expect(found?.button?.children[0]).toMatchObject({ data: 'Anmelden' });
  });
});

it('a button is read by its value, too, and no word is found within another', () => {
  const buttons = '<input type="submit" value="Annulla"><input type="submit" value="Accesso">';
  const found = findForm(`<form><input name="utente">${password}${buttons}</form>`);
  expect(found?.button?.attribs['value']).toBe('Accesso');
});

describe('the way out', () => {
  it.each(['Cancel', 'Abbrechen', 'Annuler', '✕ Cancel'])('is a button that says %s', (label) => {
    expect(findRefusal(`<form><button>${label}</button></form>`)).toHaveProperty('form');
  });

  it('is a link, too, and what the caller says', () => {
    expect(findRefusal('<a href="/no">Cancel login</a>')).toEqual({ href: '/no' });
    expect(findRefusal('<a href="/no">Lieber nicht</a>', 'lieber nicht')).toEqual({ href: '/no' });
    expect(findRefusal('<a href="/help">Cancellation policy</a>')).toBeUndefined();
  });
});

it('a page without a form is left by the link to Scalekit', () => {
  const html =
    '<a href="/help">Help</a><a href="https://x.scalekit.dev/sso/v1/connections/c/partner:callback?state=s">Hier</a>';
  expect(findLinkOn(html)).toMatch(/^https:\/\/x\./);
});

it.each(['Go on without connecting', 'Continuer sans connecter', 'Ohne Verbindung weiter'])(
  'a link that leaves the AI app behind, %s, is not followed',
  (label) => expect(findLinkOn(`<a href="/home">${label}</a>`)).toBeUndefined(),
);
