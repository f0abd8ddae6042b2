import { labelsOf } from '../../browser/form-controls.js';
import type { ChosenForm, FormValues } from '../../browser/fill-in.js';
import { readHtml, type HtmlElement } from '../../browser/html-document.js';
import { findRefusal } from './find-way-out.js';
import * as fields from './read-form.js';
import type { ReadForm } from './read-form.js';
import { elsewhere, goesOn, refusing } from './words.js';

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
  const forms = fields.formsOf(readHtml(html)).filter((form) => !fields.isOfOtherUse(form));
  const inside = forms.filter((form) => !fields.isInFrame(form));
  return bestOf(inside) ?? bestOf(forms) ?? toChoice(html, inside);
}

function bestOf(forms: readonly ReadForm[]): FoundForm | undefined {
  for (const read of [toPasswordForm, toCodeForm, toIdentifierForm, toQuestion]) {
    const found = forms.flatMap((form) => read(form) ?? [])[0];
    if (found) return found;
  }
  return undefined;
}

function toPasswordForm({ typed, ...form }: ReadForm): FoundForm | undefined {
  const secrets = typed.filter(fields.isPassword);
  const [secret] = secrets;
  // Two passwords are a sign-up, or a change of one.
  if (!secret || secrets.length > 1) return undefined;
  if (secret.attribs['autocomplete'] === 'new-password') return undefined;
  const before = typed.slice(0, typed.indexOf(secret)).filter(fields.isWritable);
  const user = before.find(fields.isUserName) ?? before.at(-1);
  return found('password', form, user, secret);
}

function toCodeForm({ typed, ...form }: ReadForm): FoundForm | undefined {
  const code = typed.find(fields.isCode);
  return code && !typed.some(fields.isPassword) ? found('code', form, undefined, code) : undefined;
}

function toIdentifierForm({ typed, ...form }: ReadForm): FoundForm | undefined {
  const user = typed.filter(fields.isWritable).find(fields.isUserName);
  return user && !typed.some(fields.isPassword) ? found('identifier', form, user) : undefined;
}

function toQuestion({ typed, ...form }: ReadForm): FoundForm | undefined {
  const button = form.buttons.find((one) => labelsOf(one).some(goesOn));
  if (!button || typed.length > 0) return undefined;
  return { ...found('question', form), button };
}

/** Whatever its words: where one button refuses, another one goes on. */
function toChoice(html: string, forms: readonly ReadForm[]): FoundForm | undefined {
  if (!findRefusal(html)) return undefined;
  for (const { typed, ...form } of forms) {
    const button = form.buttons.find((one) => !isOther(one));
    if (button && typed.length === 0) return { ...found('question', form), button };
  }
  return undefined;
}

function found(
  kind: FoundForm['kind'],
  { document, form, buttons, ticked, names }: Omit<ReadForm, 'typed'>,
  user?: HtmlElement,
  secret?: HtmlElement,
): FoundForm {
  const button = buttons.find((one) => !isOther(one)) ?? buttons[0];
  const named = {
    userField: user && fields.nameOf(user),
    secretField: secret && fields.nameOf(secret),
  };
  return { kind, document, form, button, ticked, names, ...named };
}

const isOther = (button: HtmlElement) => {
  const label = labelsOf(button)[0] ?? '';
  return refusing.test(label) || elsewhere.test(label);
};
