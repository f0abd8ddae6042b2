import { Injectable } from '@nestjs/common';

/** Stands for a client of ldapts. */
@Injectable()
export class Directory {
  async find(mail: string) {
    return { dn: `mail=${mail}`, entryUUID: '1', cn: 'A', mail, memberOf: ['cn=staff'] };
  }

  async bind(_dn: string, password: string): Promise<boolean> {
    return password === 'right';
  }
}
