/** W3C WebDriver's name of an element's id (section 12.1). */
const elementKey = 'element-6066-11e4-a52e-4f735466cecf';

/** Everything is awaited by looking for an element: this long at most. */
const patienceMs = 60_000;

type Json = Readonly<Record<string, unknown>>;

/** One browser window with tabs, as a person uses it, over W3C WebDriver. */
export class WebDriverBrowser {
  private constructor(private readonly sessionUrl: string) {}

  /** @throws Error in the driver's own words if no browser could be started, or not in time */
  static async start(
    driverUrl: string,
    capabilities: Json,
    timeoutMs: number,
  ): Promise<WebDriverBrowser> {
    const body = { capabilities: { alwaysMatch: capabilities } };
    const signal = AbortSignal.timeout(timeoutMs);
    const { sessionId } = await command<{ sessionId: string }>(
      'POST',
      `${driverUrl}/session`,
      body,
      signal,
    );
    const browser = new WebDriverBrowser(`${driverUrl}/session/${sessionId}`);
    await browser.#post('timeouts', { implicit: patienceMs, pageLoad: patienceMs });
    return browser;
  }

  open(url: string): Promise<void> {
    return this.#post('url', { url });
  }

  url(): Promise<string> {
    return command('GET', `${this.sessionUrl}/url`);
  }

  back(): Promise<void> {
    return this.#post('back');
  }

  /** Fills the field of that name. */
  async type(name: string, text: string): Promise<void> {
    const field = await this.#find(`//input[@name='${name}']`);
    await this.#post(`element/${field}/clear`);
    await this.#post(`element/${field}/value`, { text });
  }

  /** Presses the button that says so, once it can be pressed. */
  async press(label: string): Promise<void> {
    const enabled = `not(@disabled) and not(@aria-disabled='true')`;
    await this.#click(`//button[normalize-space()='${label}' and ${enabled}]`);
  }

  /** Presses the first button that says at least that. */
  async pressLike(label: string): Promise<void> {
    await this.#click(`//button[contains(normalize-space(), '${label}')]`);
  }

  async follow(link: string): Promise<void> {
    await this.#click(`//a[normalize-space()='${link}']`);
  }

  /** Waits until the page says so, anywhere. */
  async see(text: string): Promise<void> {
    await this.#find(`//*[contains(normalize-space(), '${text}')]`);
  }

  /** @returns whether the page says so by now */
  async shows(text: string): Promise<boolean> {
    return this.evaluate<boolean>(`document.body.innerText.includes(${JSON.stringify(text)})`);
  }

  evaluate<Value>(expression: string): Promise<Value> {
    return this.#post('execute/sync', { script: `return ${expression}`, args: [] });
  }

  /** Opens another tab, and goes there. @returns the tab that one comes from */
  async newTab(): Promise<string> {
    const before = await this.tab();
    const { handle } = await this.#post<{ handle: string }>('window/new', { type: 'tab' });
    await this.switchTo(handle);
    return before;
  }

  tab(): Promise<string> {
    return command('GET', `${this.sessionUrl}/window`);
  }

  tabs(): Promise<string[]> {
    return command('GET', `${this.sessionUrl}/window/handles`);
  }

  switchTo(handle: string): Promise<void> {
    return this.#post('window', { handle });
  }

  /** @returns PNG */
  async screenshot(): Promise<Buffer> {
    return Buffer.from(await command<string>('GET', `${this.sessionUrl}/screenshot`), 'base64');
  }

  async close(): Promise<void> {
    await command('DELETE', this.sessionUrl);
  }

  async #click(xpath: string): Promise<void> {
    await whileThePageChanges(async () => {
      await this.#post(`element/${await this.#find(xpath)}/click`);
    });
  }

  #find(xpath: string): Promise<string> {
    return whileThePageChanges(async () => {
      const locator = { using: 'xpath', value: xpath };
      const found = await this.#post<Record<string, string>>('element', locator);
      return found[elementKey] ?? '';
    });
  }

  #post<Value = void>(path: string, body: Json = {}): Promise<Value> {
    return command('POST', `${this.sessionUrl}/${path}`, body);
  }
}

/** A page that leaves while it is looked at is no answer: the next one is looked at. */
async function whileThePageChanges<Value>(look: () => Promise<Value>): Promise<Value> {
  for (;;) {
    try {
      return await look();
    } catch (error) {
      if (!(error instanceof Error) || !/^(no such frame|stale element)/.test(error.message)) {
        throw error;
      }
    }
  }
}

async function command<Value>(
  method: string,
  url: string,
  body?: Json,
  signal?: AbortSignal,
): Promise<Value> {
  const answer = await fetch(url, {
    method,
    ...(signal && { signal }),
    ...(body && {
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json; charset=utf-8' },
    }),
  });
  const { value } = (await answer.json()) as {
    value: Value & { error?: string; message?: string };
  };
  if (!answer.ok) throw new Error(`${value.error}: ${value.message}`);
  return value;
}
