/** One entry as LDAP clients (ldapts, ldapjs) return it: an attribute with one value is no list. */
export interface DirectoryEntry {
  readonly dn: string;
  /** Never changes, and is never given to another (RFC 4530). */
  readonly entryUUID: string;
  readonly cn: string;
  readonly mail: string;
  readonly memberOf: string | readonly string[];
}

/** What the strategy asks of a directory. */
export abstract class Directory {
  /** The entries with this mail address. */
  abstract search(mail: string): Promise<readonly DirectoryEntry[]>;

  /** Whether the directory takes the password for this entry (RFC 4513 section 5.1.3). */
  abstract bind(dn: string, password: string): Promise<boolean>;
}
