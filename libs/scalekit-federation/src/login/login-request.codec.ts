import { Inject, Injectable } from '@nestjs/common';
import { FEDERATION_OPTIONS } from '../options/options.token.js';
import type { ResolvedOptions } from '../options/resolved-options.js';
import { deserialize, serialize, type LoginRequestRecord } from './login-request-record.js';

/** Writes login requests as text and reads them, with this app's connections. */
@Injectable()
export class LoginRequestCodec {
  constructor(@Inject(FEDERATION_OPTIONS) private readonly options: ResolvedOptions) {}

  write(record: LoginRequestRecord): string {
    const connection = this.options.connections.get(record.connection);
    return serialize(record, connection?.connectionId ?? '');
  }

  /** @returns undefined for a connection that this app doesn't have */
  read(txn: string, text: string): LoginRequestRecord | undefined {
    const connections = [...this.options.connections.values()];
    const nameOf = (id: string) => connections.find((one) => one.connectionId === id)?.name;
    return deserialize(txn, text, nameOf);
  }
}
