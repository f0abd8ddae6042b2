import { readFile } from 'node:fs/promises';
import { defaultRedirectUri } from '../begin-login/begun-login.js';
import { LoginBrowser } from '../begin-login/login-browser.js';
import { sendOverHttp, type Send } from '../browser/send.js';
import type { ScalekitEmulator } from '../scalekit-emulator.js';
import { Recorder } from './recorder.js';
import type { Tab } from './visit.js';

/** The browsers of an examination, each another person's. */
export class Browsers {
  /** Of every browser that was opened. */
  readonly recorders: Recorder[] = [];
  #send: Promise<Send> | undefined;

  async open(emulator: ScalekitEmulator, allowRemote = false): Promise<Tab> {
    const loginUrl = emulator.mcpServers.find((server) => server.loginUrl)?.loginUrl;
    const allowed = allowRemote && loginUrl !== undefined ? new URL(loginUrl).hostname : undefined;
    const send = await (this.#send ??= trusting(emulator));
    const recorder = new Recorder(send, emulator.url, allowed);
    this.recorders.push(recorder);
    return { tab: new LoginBrowser(recorder.send, defaultRedirectUri), recorder };
  }
}

async function trusting({ certificateFile, url }: ScalekitEmulator): Promise<Send> {
  if (certificateFile === undefined) return sendOverHttp();
  return sendOverHttp({ origin: url, ca: await readFile(certificateFile, 'utf8') });
}
