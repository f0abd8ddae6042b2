import type { SeededFault } from './faults.js';

/** What Scalekit sent the browser with. */
export interface Asked {
  readonly id: string;
  readonly state: string;
}

interface Shown {
  readonly asked?: Asked | undefined;
  /** How the form names the login request: by hidden fields, or in its address. */
  readonly fields: string;
  readonly action: string;
  readonly problem?: string;
  readonly password?: unknown;
}

export const escape = (text: string) =>
  text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

/** The pages of the hand-written login. */
export class Pages {
  constructor(private readonly has: (fault: SeededFault) => boolean) {}

  hidden({ id, state }: Asked): string {
    const write = (value: string, fault: SeededFault) => (this.has(fault) ? value : escape(value));
    return `<input type="hidden" name="login_request_id" value="${write(id, 'writes the id as it is')}">
      <input type="hidden" name="state" value="${write(state, 'writes state as it is')}">`;
  }

  login({ asked, fields, action, problem = '', password }: Shown): string {
    const notice = 'Signing in connects an AI app. Go on only if you started this yourself.';
    const cancel = `<form method="post" action="/cancel">${fields}<button>Cancel</button></form>`;
    const method = this.has('sends the form by GET') ? 'get' : 'post';
    const typed = this.has('shows the password again') ? escape(String(password ?? '')) : '';
    return this.page(`<h1>Sign in</h1><p>${problem}</p>
      ${asked && !this.has('says nothing of AI apps') ? `<p>${notice}</p>` : ''}
      <form action="/search"><input name="q"><button>Search</button></form>
      <form method="${method}" action="${action}">
        <input name="email" type="email"><input name="password" type="password" value="${typed}">
        ${fields}<button>Sign in</button></form>
      ${asked ? cancel : ''}<p><a href="/help">Help</a></p>`);
  }

  code(fields: string): string {
    return this.page(`<h1>Your code</h1><form method="post" action="/code">
      <input name="otp" inputmode="numeric">${fields}<button>Verify</button></form>`);
  }

  question(fields: string, csrf: string, email: string, link: string | undefined): string {
    const form = `<form method="post" action="/confirm">${fields}
      <input type="hidden" name="csrf" value="${csrf}"><button>Continue</button></form>`;
    const asked = link === undefined ? form : `<a href="${escape(link)}">Continue</a>`;
    return this.page(`<h1>Connect an AI app to ${escape(email)}?</h1>${asked}
      <a href="/logout">Not you?</a>`);
  }

  page(content: string): string {
    return `<!doctype html><html lang="en"><title>Acme</title><body>${content}</body></html>`;
  }
}
