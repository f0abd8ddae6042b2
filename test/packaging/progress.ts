/** Prints every check as it ends, and counts: a run of minutes must not look hung. */
export class Progress {
  #passed = 0;
  #failed = 0;

  section(title: string): void {
    console.log(`\n${title}`);
  }

  /** Runs a check; its error fails it and no other. */
  async check(title: string, run: () => unknown): Promise<void> {
    const begin = performance.now();
    const end = (mark: string) => {
      const seconds = ((performance.now() - begin) / 1000).toFixed(1);
      console.log(`  ${mark} ${title} (${seconds} s)`);
    };
    try {
      await run();
      this.#passed += 1;
      end('ok    ');
    } catch (error) {
      this.#failed += 1;
      end('FAILED');
      console.log(indent(error instanceof Error ? error.message : String(error)));
    }
  }

  /** The closing line; the process fails with any check. */
  close(): void {
    console.log(`\n${this.#passed} passed, ${this.#failed} failed`);
    if (this.#failed > 0) process.exitCode = 1;
  }
}

function indent(text: string): string {
  return text.replace(/^/gm, '         ');
}
