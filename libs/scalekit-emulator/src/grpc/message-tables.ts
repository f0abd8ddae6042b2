import { clientService } from './client-service-table.js';
import type { Package } from './message-table.js';

const struct = '.google.protobuf.Struct';

/**
 * Scalekit's messages as far as the emulator reads and writes them: names, numbers and types are the wire's. What is
 * not listed is skipped by protobuf, as fields of a newer version are. Written here instead of generated, so that
 * neither a compiler nor Scalekit's SDK is needed to build or run the emulator.
 */
export const packages: readonly Package[] = [
  {
    name: 'scalekit.v1.errdetails',
    messages: {
      ErrorInfo: {
        error_code: [1, 'string'],
        validation_error_info: [8, '.scalekit.v1.errdetails.ValidationErrorInfo', 'optional'],
      },
      ValidationErrorInfo: {
        field_violations: [1, '.scalekit.v1.errdetails.FieldViolation', 'repeated'],
      },
      FieldViolation: {
        field: [1, 'string'],
        description: [2, 'string'],
        constraint: [3, 'string'],
      },
    },
  },
  {
    // The emulator's own: stands for every method that it does not serve.
    name: 'scalekit.emulator',
    messages: { Whatever: {} },
    services: { Unserved: { Call: ['Whatever', 'Whatever'] } },
  },
  {
    name: 'scalekit.v1.auth',
    messages: {
      UpdateLoginUserDetailsRequest: {
        connection_id: [1, 'string'],
        login_request_id: [2, 'string'],
        user: [3, '.scalekit.v1.auth.User'],
      },
      UpdateLoginUserDetailsResponse: { auth_request_id: [1, 'string'] },
      User: {
        sub: [1, 'string'],
        email: [2, 'string'],
        given_name: [3, 'string'],
        family_name: [4, 'string'],
        email_verified: [5, 'bool'],
        phone_number: [6, 'string'],
        phone_number_verified: [7, 'bool'],
        name: [8, 'string'],
        preferred_username: [9, 'string'],
        picture: [10, 'string'],
        gender: [11, 'string'],
        locale: [12, 'string'],
        groups: [13, 'string', 'repeated'],
        custom_attributes: [14, struct],
        organization_external_id: [15, 'string', 'optional'],
        roles: [16, 'string', 'repeated'],
        organization_external_name: [17, 'string', 'optional'],
        login_failed: [18, 'bool'],
      },
    },
    services: {
      AuthService: {
        UpdateLoginUserDetails: ['UpdateLoginUserDetailsRequest', 'UpdateLoginUserDetailsResponse'],
      },
    },
  },
  {
    name: 'scalekit.v1.events',
    messages: {
      ListEventsPaginatedRequest: {
        filter: [1, '.scalekit.v1.events.EventFilter'],
        page_size: [2, 'uint32'],
        page_token: [3, 'string'],
      },
      ListEventsPaginatedResponse: {
        events: [1, '.scalekit.v1.events.ScalekitEvent', 'repeated'],
        next_page_token: [2, 'string'],
        prev_page_token: [3, 'string'],
      },
      EventFilter: {
        event_types: [1, 'string', 'repeated'],
        auth_request_id: [6, 'string'],
        connection_id: [10, 'string', 'optional'],
      },
      ScalekitEvent: {
        spec_version: [1, 'string'],
        id: [2, 'string'],
        type: [3, 'string'],
        occurred_at: [4, '.google.protobuf.Timestamp'],
        environment_id: [6, 'string'],
        object: [8, '.scalekit.v1.events.ObjectType'],
        data: [9, struct],
        display_name: [10, 'string'],
      },
    },
    enums: { ObjectType: { OBJECT_TYPE_UNSPECIFIED: 0, AuthRequest: 17 } },
    services: {
      EventsService: {
        ListEventsPaginated: ['ListEventsPaginatedRequest', 'ListEventsPaginatedResponse'],
      },
    },
  },
  clientService,
];
