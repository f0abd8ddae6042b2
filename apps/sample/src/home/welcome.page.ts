import { html } from '../pages/html.js';
import { layout } from '../pages/layout.js';
import { demoSection } from './demo.section.js';

/** The first page of the demo for whoever has not signed in. */
export function welcomePage(emulatorUrl: string): string {
  return layout({
    title: 'Welcome',
    aside: html`<a href="/login">Sign in</a>`,
    content: html`<h1>Waybill, a sample app</h1>
      ${demoSection(emulatorUrl)}`,
  });
}
