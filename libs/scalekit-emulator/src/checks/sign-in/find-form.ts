import { isSubmitButton, labelsOf, ownedBy, toControl } from '../../browser/form-controls.js';
import type { ChosenForm, FormValues } from '../../browser/fill-in.js';
import {
  elementsOf,
  readHtml,
  type HtmlDocument,
  type HtmlElement,
} from '../../browser/html-document.js';
import { agreeing, elsewhere, refusing } from './words.js';

/** A form that a person would use next, and the names of the fields that matter. */
export interface FoundForm extends ChosenForm {
  readonly kind: 'password' | 'identifier' | 'code' | 'question';
  readonly userField?: string | undefined;
  readonly secretField?: string | undefined;
  /** Boxes that have to be ticked. */
  readonly ticked: FormValues;
  readonly names: readonly string[];
}

/** What a page asks for. A password first: a page that offers an account often has both. */
export function findForm(html: string): FoundForm | undefined {
  const document = readHtml(html);
  const forms = elementsOf(document, ({ name }) => name === 'form').map((form) =>
    readForm(document, form),
  );
  return (
    bestOf(forms, toPasswordForm) ??
    bestOf(forms, toCodeForm) ??
    bestOf(forms, toIdentifierForm) ??
    bestOf(forms, toQuestion)
  );
}

/** The form or link whose label refuses the login. */
export function findRefusal(
  html: string,
  label?: string,
): { form: ChosenForm } | { href: string } | undefined {
  const document = readHtml(html);
  const refuses = (element: HtmlElement) =>
    labelsOf(element).some((text) =>
      label === undefined ? refusing.test(text) : text.toLowerCase() === label.toLowerCase(),
    );
  for (const form of elementsOf(document, ({ name }) => name === 'form')) {
    const button = ownedBy(document, form).find((one) => isSubmitButton(one) && refuses(one));
    if (button) return { form: { document, form, button } };
  }
  const link = elementsOf(document, (one) => one.name === 'a' && refuses(one))[0];
  const href = link?.attribs['href'];
  return href === undefined ? undefined : { href };
}

/** A link that goes on, as pages without a form have it. */
export function findLinkOn(html: string): string | undefined {
  const document = readHtml(html);
  return elementsOf(document, (one) => {
    const { href = '' } = one.attribs;
    if (one.name !== 'a' || href === '') return false;
    return /partner:callback\?/.test(href) || labelsOf(one).some(goesOn);
  })[0]?.attribs['href'];
}

interface ReadForm {
  readonly document: HtmlDocument;
  readonly form: HtmlElement;
  /** Fields that a person types into. */
  readonly typed: readonly HtmlElement[];
  readonly buttons: readonly HtmlElement[];
  readonly ticked: FormValues;
  readonly names: readonly string[];
}

function readForm(document: HtmlDocument, form: HtmlElement): ReadForm {
  const owned = ownedBy(document, form);
  const named = owned.filter((element) => toControl(element) !== undefined);
  const boxes = named.filter(({ attribs }) => typeOf(attribs) === 'checkbox');
  return {
    document,
    form,
    typed: named.filter(({ name, attribs }) => name === 'input' && typable.has(typeOf(attribs))),
    buttons: owned.filter(isSubmitButton),
    ticked: Object.fromEntries(
      boxes.filter(({ attribs }) => 'required' in attribs).map((box) => [nameOf(box), true]),
    ),
    names: named.map(nameOf),
  };
}

function toPasswordForm({ typed, ...form }: ReadForm): FoundForm | undefined {
  const secrets = typed.filter(isPassword);
  const [secret] = secrets;
  // Two passwords are a sign-up, or a change of one.
  if (!secret || secrets.length > 1) return undefined;
  if (secret.attribs['autocomplete'] === 'new-password') return undefined;
  const before = typed.slice(0, typed.indexOf(secret)).filter(isWritable);
  const user = before.find(isUserName) ?? before.at(-1);
  return found('password', form, user, secret);
}

function toCodeForm({ typed, ...form }: ReadForm): FoundForm | undefined {
  const code = typed.find(isCode);
  return code && !typed.some(isPassword) ? found('code', form, undefined, code) : undefined;
}

function toIdentifierForm({ typed, ...form }: ReadForm): FoundForm | undefined {
  const user = typed.filter(isWritable).find(isUserName);
  return user && !typed.some(isPassword) ? found('identifier', form, user) : undefined;
}

function toQuestion({ typed, ...form }: ReadForm): FoundForm | undefined {
  const button = form.buttons.find((one) => labelsOf(one).some(goesOn));
  if (!button || typed.length > 0) return undefined;
  return { ...found('question', form), button };
}

function found(
  kind: FoundForm['kind'],
  { document, form, buttons, ticked, names }: Omit<ReadForm, 'typed'>,
  user?: HtmlElement,
  secret?: HtmlElement,
): FoundForm {
  const button = buttons.find((one) => !isOther(one)) ?? buttons[0];
  const fields = { userField: user && nameOf(user), secretField: secret && nameOf(secret) };
  return { kind, document, form, button, ticked, names, ...fields };
}

function bestOf(
  forms: readonly ReadForm[],
  read: (form: ReadForm) => FoundForm | undefined,
): FoundForm | undefined {
  return forms.flatMap((form) => read(form) ?? [])[0];
}

const isOther = (button: HtmlElement) => {
  const label = labelsOf(button)[0] ?? '';
  return refusing.test(label) || elsewhere.test(label);
};
const goesOn = (label: string) => agreeing.test(label) && !elsewhere.test(label);

const typable = new Set(['text', 'email', 'tel', 'number', 'password', 'url']);
const typeOf = ({ type }: HtmlElement['attribs']) => (type ?? 'text').toLowerCase();
const nameOf = ({ attribs }: HtmlElement) => attribs['name'] ?? '';
const isPassword = ({ attribs }: HtmlElement) =>
  typeOf(attribs) === 'password' && !codeNames.test(attribs['name'] ?? '');
const isWritable = ({ attribs }: HtmlElement) => !('readonly' in attribs);

const codeNames = /otp|totp|mfa|2fa|^pin$|(?:^|[_-])code$|^code|token|verification/i;
const isCode = ({ attribs }: HtmlElement) =>
  attribs['autocomplete'] === 'one-time-code' ||
  codeNames.test(attribs['name'] ?? '') ||
  codeNames.test(attribs['id'] ?? '');

const userNames = /user|e-?mail|login|identif|account|phone|^uid$|^name$/i;
const isUserName = ({ attribs }: HtmlElement) => {
  const { autocomplete = '', name = '', id = '' } = attribs;
  if (/username|email/.test(autocomplete) || typeOf(attribs) === 'email') return true;
  return userNames.test(name) || userNames.test(id);
};
