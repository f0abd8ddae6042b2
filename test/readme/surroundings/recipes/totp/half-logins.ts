import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';

/** Stands for what keeps a right password until the code comes. */
@Injectable()
export class HalfLogins {
  readonly #emails = new Map<string, string>();

  begin(email = '', password = ''): string | undefined {
    if (password !== 'right') return undefined;
    const half = randomUUID();
    this.#emails.set(half, email);
    return half;
  }

  end(half: string, code: string): { id: string; email: string } | undefined {
    const email = this.#emails.get(half);
    return email !== undefined && code === '123456' ? { id: 'usr_1', email } : undefined;
  }
}
