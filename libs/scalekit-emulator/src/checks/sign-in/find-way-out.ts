import { isSubmitButton, labelsOf, ownedBy } from '../../browser/form-controls.js';
import type { ChosenForm } from '../../browser/fill-in.js';
import { elementsOf, readHtml, type HtmlElement } from '../../browser/html-document.js';
import { goesOn, refusing } from './words.js';

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
