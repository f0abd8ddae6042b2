import { isSubmitButton, labelsOf, ownedBy, toControl } from '../../browser/form-controls.js';
import type { FormValues } from '../../browser/fill-in.js';
import { elementsOf, type HtmlDocument, type HtmlElement } from '../../browser/html-document.js';
import { signingUp, subscribing } from './words.js';

export interface ReadForm {
  readonly document: HtmlDocument;
  readonly form: HtmlElement;
  /** Fields that a person types into. */
  readonly typed: readonly HtmlElement[];
  readonly buttons: readonly HtmlElement[];
  /** Boxes that have to be ticked. */
  readonly ticked: FormValues;
  readonly names: readonly string[];
}

export function formsOf(document: HtmlDocument): ReadForm[] {
  return elementsOf(document, ({ name }) => name === 'form').map((form) =>
    readForm(document, form),
  );
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

/** Makes an account, or orders news: nothing that somebody does who signs in. */
export function isOfOtherUse({ form, buttons }: ReadForm): boolean {
  const { action = '', id = '', name = '' } = form.attribs;
  const path = action.replace(/[?#].*$/, '');
  if ([path, id, name].some((text) => signUpPlace.test(text) || newsPlace.test(text))) return true;
  const labels = buttons.map((button) => labelsOf(button)[0] ?? '');
  const others = labels.filter((label) => signingUp.test(label) || subscribing.test(label));
  return labels.length > 0 && others.length === labels.length;
}

/** In what frames a page: its search and its newsletter are there, seldom its login. */
export function isInFrame({ form }: ReadForm): boolean {
  for (let at = form.parent; at; at = at.parent) {
    if ('name' in at && /^(?:header|footer|nav|aside)$/.test(at.name)) return true;
  }
  return false;
}

const signUpPlace = /(?:^|[/_-])(?:register|registration|sign-?up|create-?account)\/?$/i;
const newsPlace = /newsletter|(?:^|[/_-])(?:subscribe|search)\/?$/i;

const typable = new Set(['text', 'email', 'tel', 'number', 'password', 'url']);
const typeOf = ({ type }: HtmlElement['attribs']) => (type ?? 'text').toLowerCase();
export const nameOf = ({ attribs }: HtmlElement) => attribs['name'] ?? '';
export const isPassword = ({ attribs }: HtmlElement) =>
  typeOf(attribs) === 'password' && !codeNames.test(attribs['name'] ?? '');
export const isWritable = ({ attribs }: HtmlElement) => !('readonly' in attribs);

const codeNames =
  /otp|totp|mfa|2fa|^pin$|(?:^|[_-])(?:code|codigo|codice|kod)$|^(?:code|codigo|codice|kod)|token|verification/i;
export const isCode = ({ attribs }: HtmlElement) =>
  attribs['autocomplete'] === 'one-time-code' ||
  codeNames.test(attribs['name'] ?? '') ||
  codeNames.test(attribs['id'] ?? '');

const userNames =
  /user|e-?mail|login|identif|account|phone|^uid$|^name$|benutzer|konto|usuario|correo|utente|utilisateur|courriel|gebruiker/i;
export const isUserName = ({ attribs }: HtmlElement) => {
  const { autocomplete = '', name = '', id = '' } = attribs;
  if (/username|email/.test(autocomplete) || typeOf(attribs) === 'email') return true;
  return userNames.test(name) || userNames.test(id);
};
