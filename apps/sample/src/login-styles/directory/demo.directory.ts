import { createHash, timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Directory, type DirectoryEntry } from './directory.js';

/** Who works at the demo's company with a directory. The passwords are for everybody to read. */
export const demoDirectoryUser = {
  mail: 'erin@cedarmills.example',
  password: 'a slow barge in the fog',
} as const;

const people: readonly (DirectoryEntry & { readonly userPassword: string })[] = [
  {
    dn: 'uid=erin,ou=people,dc=cedarmills,dc=example',
    entryUUID: '3f0c9d52-6a4e-4d0b-9a77-51c2a6f4be10',
    cn: 'Erin Castellanos',
    mail: demoDirectoryUser.mail,
    memberOf: [
      'cn=dispatchers,ou=groups,dc=cedarmills,dc=example',
      'cn=choir,ou=groups,dc=cedarmills,dc=example',
    ],
    userPassword: demoDirectoryUser.password,
  },
];

/** Stands in for a company's LDAP server. */
@Injectable()
export class DemoDirectory extends Directory {
  override async search(mail: string): Promise<readonly DirectoryEntry[]> {
    return people
      .filter((person) => person.mail === mail.toLowerCase())
      .map(({ userPassword: _secret, ...entry }) => entry);
  }

  override async bind(dn: string, password: string): Promise<boolean> {
    const person = people.find((other) => other.dn === dn);
    return person !== undefined && timingSafeEqual(hash(person.userPassword), hash(password));
  }
}

function hash(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
