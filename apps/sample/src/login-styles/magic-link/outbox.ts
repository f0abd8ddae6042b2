import { Injectable } from '@nestjs/common';

/** A mail that would have been sent. */
export interface Mail {
  readonly to: string;
  readonly link: string;
}

/** Stands in for the mail server: the newest ten, for everybody who develops here to read. */
@Injectable()
export class Outbox {
  readonly #mails: Mail[] = [];

  send(mail: Mail): void {
    this.#mails.unshift(mail);
    this.#mails.splice(10);
  }

  get mails(): readonly Mail[] {
    return this.#mails;
  }
}
