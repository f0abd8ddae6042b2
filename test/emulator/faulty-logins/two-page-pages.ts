import { escape } from './pages.js';

/** A login request, and how far its person has come. */
export interface Flow {
  readonly key: string;
  /** Known to the browser alone that began it. */
  readonly secret: string;
  readonly id: string;
  readonly state: string;
  user?: string;
}

// A form of no login, as many sites have one on every page.
const newsletter =
  '<footer><form method="post" action="/newsletter"><input type="email" name="mail"><button>Abonnieren</button></form></footer>';

export const page = (body: string) =>
  `<!doctype html><html lang="de"><title>Konto</title>${body}${newsletter}</html>`;

const form = (action: string, { key }: Flow, body: string, method = 'post') =>
  `<form method="${method}" action="${action}"><input type="hidden" name="flow" value="${key}">${body}</form>`;

const cancel = (flow: Flow) => (flow.id ? form('/cancel', flow, '<button>Abbrechen</button>') : '');

const notice = ({ id }: Flow) =>
  id && '<p>Mit der Anmeldung verbinden Sie eine KI-Anwendung mit Ihrem Konto.</p>';

export const userPage = (flow: Flow) =>
  page(
    `<h1>Anmelden</h1>${notice(flow)}
    ${form('/user', flow, '<input name="benutzer"><button>Weiter</button>')}${cancel(flow)}`,
  );

export const passwordPage = (flow: Flow, problem = '') =>
  page(
    `<h1>Kennwort</h1><p>${problem}</p>${form(
      '/password',
      flow,
      `<input type="hidden" name="konto" value="${escape(flow.user ?? '')}">
      <input type="password" name="kennwort"><button>Anmelden</button>`,
    )}${cancel(flow)}`,
  );

export const questionPage = (flow: Flow, user: string, method: string, problem = '') =>
  page(
    `<h1>KI-Anwendung verbinden?</h1><p>${problem}</p><p>Sie sind angemeldet als ${escape(user)}.</p>
    ${form('/answer', flow, '<button>Dieses Konto verwenden</button>', method)}${cancel(flow)}`,
  );
