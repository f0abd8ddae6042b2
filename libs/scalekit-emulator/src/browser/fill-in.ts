import { elementsOf, readHtml, type HtmlDocument, type HtmlElement } from './html-document.js';
import { isSubmitButton, labelsOf, ownedBy, toControl, type Control } from './form-controls.js';

/** What a person types and ticks, by the names of the fields. */
export type FormValues = Readonly<Record<string, string | boolean>>;

/** Which form and which button, where the page has several. */
export interface FormChoice {
  /** Id, name or action of the form. Without it: the first that has the fields and the button. */
  readonly form?: string;
  /** What the button says, or its value, name or id. Without it: the form's first. */
  readonly button?: string;
}

/** One form as a browser sends it. */
export interface FilledForm {
  readonly action: URL;
  readonly method: 'GET' | 'POST';
  readonly fields: URLSearchParams;
}

/**
 * Fills in a form of a page; what the page put there, hidden fields included, goes along.
 * @throws Error that says what the page has instead, if there is no such form, field or button
 */
export function fillIn(
  html: string,
  url: URL,
  values: FormValues,
  choice: FormChoice = {},
): FilledForm {
  const document = readHtml(html);
  const form = chooseForm(document, url, values, choice);
  const { buttons } = partsOf(document, form);
  const button = choice.button === undefined ? buttons[0] : findButton(buttons, choice.button);
  return fillInForm({ document, form, button }, url, values);
}

/** A form of a page that was chosen already, and the button that sends it. */
export interface ChosenForm {
  readonly document: HtmlDocument;
  readonly form: HtmlElement;
  readonly button: HtmlElement | undefined;
}

/** @throws Error for a form that uploads files */
export function fillInForm(
  { document, form, button }: ChosenForm,
  url: URL,
  values: FormValues,
): FilledForm {
  const fields = new URLSearchParams();
  for (const control of partsOf(document, form).controls) {
    const value = valueOf(control, values[control.name]);
    if (value !== undefined) fields.append(control.name, value);
  }
  const { name, value = '' } = button?.attribs ?? {};
  if (name) fields.append(name, value);
  const attribute = (own: string) => button?.attribs[`form${own}`] ?? form.attribs[own];
  if (attribute('enctype')?.toLowerCase() === 'multipart/form-data') {
    throw new Error(`The form at ${placeOf(url)} is multipart, which this browser cannot send`);
  }
  const method = attribute('method')?.toUpperCase() === 'POST' ? 'POST' : 'GET';
  return { action: new URL(attribute('action') ?? '', url), method, fields };
}

function chooseForm(
  document: HtmlDocument,
  url: URL,
  values: FormValues,
  choice: FormChoice,
): HtmlElement {
  const forms = elementsOf(document, ({ name }) => name === 'form');
  const called = forms.filter((one) => choice.form === undefined || isCalled(one, choice.form));
  const missing = called.map((one) => lacks(partsOf(document, one), values, choice));
  const found = called.find((_, index) => missing[index] === undefined);
  if (found) return found;
  const why = missing[0] ?? `there is no form ${choice.form ?? ''}`.trimEnd();
  throw new Error(`The page at ${placeOf(url)} cannot be submitted: ${why}`);
}

interface FormParts {
  readonly controls: readonly Control[];
  readonly buttons: readonly HtmlElement[];
}

function partsOf(document: HtmlDocument, form: HtmlElement): FormParts {
  const owned = ownedBy(document, form);
  return {
    controls: owned.flatMap((element) => toControl(element) ?? []),
    buttons: owned.filter(isSubmitButton),
  };
}

function isCalled({ attribs }: HtmlElement, name: string): boolean {
  return [attribs['id'], attribs['name'], attribs['action']].includes(name);
}

/** @returns what a form does not have, and what it has instead */
function lacks(
  { controls, buttons }: FormParts,
  values: FormValues,
  { button }: FormChoice,
): string | undefined {
  const names = [...new Set(controls.map(({ name }) => name))];
  const missing = Object.keys(values).filter((name) => !names.includes(name));
  if (missing.length > 0) {
    return `no form has the field ${missing.join(', ')}, but ${names.join(', ') || 'none'}`;
  }
  if (button === undefined || findButton(buttons, button)) return undefined;
  const labels = buttons.map((one) => labelsOf(one)[0]);
  return `no form has the button ${button}, but ${labels.join(', ') || 'none'}`;
}

function findButton(buttons: readonly HtmlElement[], wanted: string): HtmlElement | undefined {
  const same = (label: string) => label.toLowerCase() === wanted.toLowerCase();
  return buttons.find((button) => labelsOf(button).some(same));
}

function valueOf({ kind, value, ticked }: Control, typed: string | boolean | undefined) {
  if (typed === undefined) return value;
  if (typeof typed === 'boolean') return typed ? ticked : undefined;
  if (kind === 'radio') return typed === ticked ? ticked : undefined;
  return kind === 'checkbox' && typed === '' ? undefined : typed;
}

/** Without its query, which may hold what no log should. */
function placeOf({ origin, pathname }: URL): string {
  return origin + pathname;
}
