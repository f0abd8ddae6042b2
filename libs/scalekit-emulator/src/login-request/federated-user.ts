/** The user as an app pushes it: the wire's fields, of which only those are set that came. */
export interface FederatedUser {
  sub?: string;
  email?: string;
  given_name?: string;
  family_name?: string;
  email_verified?: boolean;
  phone_number?: string;
  phone_number_verified?: boolean;
  name?: string;
  preferred_username?: string;
  picture?: string;
  gender?: string;
  locale?: string;
  groups?: string[];
  custom_attributes?: Record<string, unknown>;
  organization_external_id?: string;
  roles?: string[];
  organization_external_name?: string;
  login_failed?: boolean;
}
