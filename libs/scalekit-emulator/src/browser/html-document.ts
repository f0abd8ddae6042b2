import { DomUtils, parseDocument } from 'htmlparser2';

/** A parsed page; `noscript` is part of it, for there is no script here. */
export type HtmlDocument = ReturnType<typeof parseDocument>;
export type HtmlElement = ReturnType<typeof DomUtils.getElementsByTagName>[number];
type HtmlNode = Parameters<typeof DomUtils.isTag>[0];

export function readHtml(html: string): HtmlDocument {
  return parseDocument(html);
}

/** Every element below that passes, in the order of the page. */
export function elementsOf(
  root: HtmlDocument | HtmlElement,
  passes: (element: HtmlElement) => boolean,
): HtmlElement[] {
  return DomUtils.findAll(passes, root.children);
}

/** What a person reads, its spaces collapsed. */
export function visibleText(root: HtmlDocument | HtmlElement): string {
  return wordsOf(root.children).replace(/\s+/g, ' ').trim();
}

/** Where a `Refresh` leads, by its header or by the meta tag. */
export function refreshTarget(header: string | undefined, html: string): string | undefined {
  return (header ?? metaRefresh(html))?.match(
    /^\s*[\d.]+\s*[;,]\s*(?:url\s*=\s*)?["']?([^"']+)["']?\s*$/i,
  )?.[1];
}

const unseen = new Set(['head', 'script', 'style', 'template', 'title']);

function wordsOf(nodes: readonly HtmlNode[]): string {
  return nodes
    .map((node) => {
      if (DomUtils.isText(node)) return node.data;
      if (!DomUtils.isTag(node) || unseen.has(node.name) || 'hidden' in node.attribs) return '';
      return ` ${wordsOf(node.children)} `;
    })
    .join('');
}

function metaRefresh(html: string): string | undefined {
  if (!/http-equiv/i.test(html)) return undefined;
  return elementsOf(readHtml(html), ({ name, attribs }) => {
    return name === 'meta' && attribs['http-equiv']?.toLowerCase() === 'refresh';
  })[0]?.attribs['content'];
}
