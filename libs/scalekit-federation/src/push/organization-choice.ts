import { Inject, Injectable } from '@nestjs/common';
import type { LoginOrganization } from '../details/login-policy.js';
import { PolicyUnavailableError } from '../errors/federation-errors.js';
import { FEDERATION_OPTIONS } from '../options/options.token.js';
import type { ResolvedOptions } from '../options/resolved-options.js';
import type { FederatedUser } from '../user/federated-user.js';
import { decided } from './decided.js';
import type { LoginRequestRecord } from '../login-request/login-request-record.js';
import type { SignedIn } from './signed-in-by.js';

const mostOrganizations = 200;

/** For which organization somebody connects an app, where the app's `organizations` has a say. */
@Injectable()
export class OrganizationChoice {
  constructor(@Inject(FEDERATION_OPTIONS) private readonly options: ResolvedOptions) {}

  /** @throws PolicyUnavailableError */
  async among(
    { details, connection }: LoginRequestRecord,
    user: FederatedUser,
    { principal, fresh }: SignedIn,
  ): Promise<readonly LoginOrganization[]> {
    const { organizations } = this.options;
    if (organizations === undefined) return [];
    const { client, resource, moreScopes } = details ?? {};
    const scopes = moreScopes === 0 ? details?.scopes : undefined;
    const login = { principal, user, client, scopes, resource, fresh, connection };
    const answer = await decided('organizations', () => organizations(user, login));
    if (!isList(answer)) {
      throw new PolicyUnavailableError(
        `organizations() returned no list of { externalId, name }, of ${mostOrganizations} at most`,
      );
    }
    return answer;
  }

  /**
   * The user, of the organization that counts now.
   *
   * @param chosen what the person has chosen, perhaps a while ago
   * @returns undefined where there is still something to choose
   * @throws PolicyUnavailableError
   */
  async decide(
    record: LoginRequestRecord,
    user: FederatedUser,
    by: SignedIn,
    chosen: unknown,
  ): Promise<FederatedUser | undefined> {
    const organizations = await this.among(record, user, by);
    if (organizations.length === 0) return user;
    const [only, ...more] = organizations;
    const meant = more.length === 0 ? only : organizations.find((one) => one.externalId === chosen);
    return (
      meant && {
        ...user,
        organizationExternalId: meant.externalId,
        organizationExternalName: meant.name,
      }
    );
  }
}

function isList(value: unknown): value is readonly LoginOrganization[] {
  return Array.isArray(value) && value.length <= mostOrganizations && value.every(isOrganization);
}

function isOrganization(value: unknown): boolean {
  const { externalId, name } = Object(value) as Record<string, unknown>;
  return isText(externalId, 256) && isText(name, 200);
}

function isText(value: unknown, most: number): boolean {
  return typeof value === 'string' && value !== '' && value.length <= most;
}
