import { Injectable } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import { Strategy } from 'passport-custom';
import { FailedLogins } from '../../auth/failed-logins.js';
import { textField, type AppRequest } from '../../http/exchange.js';
import type { User } from '../../users/user.js';
import { DirectoryAccounts } from './directory-accounts.service.js';
import { Directory, type DirectoryEntry } from './directory.js';

/** Signs in whom the directory takes: search the address, then bind as the entry that was found. */
@Injectable()
export class DirectoryStrategy extends PassportStrategy(Strategy, 'directory') {
  constructor(
    private readonly directory: Directory,
    private readonly accounts: DirectoryAccounts,
    private readonly failedLogins: FailedLogins,
  ) {
    super();
  }

  async validate(request: AppRequest): Promise<User | false> {
    const mail = textField(request, 'email');
    const password = textField(request, 'password');
    // A bind without a password succeeds for everybody (RFC 4513 section 5.1.2).
    if (!mail || !password) return false;
    const entry = await this.failedLogins.limit(mail, request.ip, () => this.#find(mail, password));
    return entry ? this.accounts.of(entry) : false;
  }

  async #find(mail: string, password: string): Promise<DirectoryEntry | undefined> {
    const [entry, ...others] = await this.directory.search(mail);
    if (entry === undefined || others.length > 0) return undefined;
    return (await this.directory.bind(entry.dn, password)) ? entry : undefined;
  }
}
