import { join } from 'node:path';
import axe from 'axe-core';
import type { Page } from 'playwright-core';

const screens = join(import.meta.dirname, '../screens');

const desktop = { width: 1280, height: 800 };
const phone = { width: 360, height: 640 };

/** WCAG 2.0, 2.1 and 2.2, levels A and AA. */
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/**
 * Looks at the page as people see it, light and dark, on a desk and in a hand: it must fit, and
 * break none of axe's rules. Leaves screenshots under `screens`.
 *
 * @param name of the page, such as `express/login`
 * @param options.script false in a browser without it: axe can't run there
 */
export async function look(page: Page, name: string, { script = true } = {}): Promise<void> {
  const faults: string[] = [];
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    for (const size of [phone, desktop]) {
      await page.setViewportSize(size);
      const path = join(screens, `${name}-${colorScheme}-${size.width}.png`);
      await page.screenshot({ path, fullPage: true });
      const width = await page.evaluate<number>('document.documentElement.scrollWidth');
      if (width > size.width) faults.push(`${colorScheme}: ${width} px wide on ${size.width}`);
    }
    if (script) {
      faults.push(...(await violations(page)).map((violation) => `${colorScheme}: ${violation}`));
    }
  }
  await page.emulateMedia({ colorScheme: null });
  expect({ page: name, faults }).toEqual({ page: name, faults: [] });
}

/** As an expression of the debugger, so that the page's own CSP has no say. */
async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const found = await page.evaluate(async (values) => {
    const { axe } = globalThis as unknown as { axe: typeof import('axe-core') };
    return (await axe.run({ runOnly: { type: 'tag', values } })).violations;
  }, rules);
  return found.flatMap(({ id, help, nodes }) =>
    nodes.map(({ html }) => `${id} (${help}): ${html}`),
  );
}
