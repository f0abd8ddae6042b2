import { DomUtils } from 'htmlparser2';
import { elementsOf, visibleText, type HtmlDocument, type HtmlElement } from './html-document.js';

/** Something in a form that may be sent, under its name. */
export interface Control {
  readonly name: string;
  readonly kind: 'checkbox' | 'radio' | 'other';
  /** What it sends as the page came; none for a box that is not ticked. */
  readonly value: string | undefined;
  /** What a box sends that is ticked. */
  readonly ticked: string;
}

/** HTML, section 4.10.18.3: by where it stands, unless it names its form. */
export function ownedBy(document: HtmlDocument, form: HtmlElement): HtmlElement[] {
  const inside = new Set(elementsOf(form, () => true));
  return elementsOf(document, (element) => {
    const named = element.attribs['form'];
    const owned = named === undefined ? inside.has(element) : named === form.attribs['id'];
    return owned && !isDisabled(element);
  });
}

/** @returns undefined for what is no control, has no name, or is a button */
export function toControl(element: HtmlElement): Control | undefined {
  const { name: tag, attribs } = element;
  const { name = '', type = 'text', value } = attribs;
  if (name === '') return undefined;
  if (tag === 'textarea') return plain(name, DomUtils.textContent(element).replace(/^\r?\n/, ''));
  if (tag === 'select') return plain(name, chosenOption(element));
  if (tag !== 'input' || unsent.has(type.toLowerCase())) return undefined;
  const kind = type.toLowerCase();
  if (kind !== 'checkbox' && kind !== 'radio') return plain(name, value ?? '');
  const ticked = value ?? 'on';
  return { name, kind, ticked, value: 'checked' in attribs ? ticked : undefined };
}

export function isSubmitButton({ name, attribs }: HtmlElement): boolean {
  const type = attribs['type']?.toLowerCase();
  if (name === 'button') return type === undefined || type === 'submit';
  return name === 'input' && (type === 'submit' || type === 'image');
}

/** What a person reads on a button, or hears. */
export function labelsOf(button: HtmlElement): string[] {
  const { value, name, id, 'aria-label': spoken } = button.attribs;
  return [visibleText(button), spoken, value, name, id].flatMap((label) => label || []);
}

const unsent = new Set(['submit', 'image', 'button', 'reset', 'file']);

function plain(name: string, value: string | undefined): Control {
  return { name, kind: 'other', value, ticked: value ?? '' };
}

function isDisabled(element: HtmlElement): boolean {
  if ('disabled' in element.attribs) return true;
  const { parent } = element;
  const fieldset = parent && DomUtils.isTag(parent) ? parent : undefined;
  return fieldset?.name === 'fieldset' && 'disabled' in fieldset.attribs;
}

function chosenOption(select: HtmlElement): string | undefined {
  const options = elementsOf(select, ({ name }) => name === 'option');
  const chosen = options.find(({ attribs }) => 'selected' in attribs);
  const first = 'multiple' in select.attribs ? undefined : options[0];
  const option = chosen ?? first;
  return option && (option.attribs['value'] ?? visibleText(option));
}
