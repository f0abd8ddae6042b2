import type { Package } from './message-table.js';

const struct = '.google.protobuf.Struct';

/** MCP servers, and what users have connected to them. */
export const clientService: Package = {
  name: 'scalekit.v1.clients',
  messages: {
    GetResourceRequest: { resource_id: [1, 'string'] },
    GetResourceResponse: { resource: [1, '.scalekit.v1.clients.Resource'] },
    Resource: {
      id: [1, 'string'],
      name: [2, 'string'],
      resource_uri: [3, 'string'],
      resource_type: [5, '.scalekit.v1.clients.ResourceType'],
      disable_dynamic_client_registration: [6, 'bool'],
      access_token_expiry: [8, 'int64'],
      protected_metadata: [13, struct],
      scopes: [16, '.scalekit.v1.clients.Scope', 'repeated'],
      connection_details: [17, '.scalekit.v1.clients.ResourceConnection'],
      enable_cimd: [20, 'bool'],
    },
    ResourceConnection: {
      id: [1, 'string'],
      type: [2, '.scalekit.v1.clients.ResourceConnectionType'],
      status: [3, 'string'],
      enabled: [4, 'bool'],
      settings: [5, struct],
      provider: [6, 'string'],
    },
    Scope: { name: [2, 'string'] },
    ListResourceUserConsentsRequest: {
      resource_id: [1, 'string'],
      search: [2, 'string'],
      page_size: [3, 'uint32'],
      page_token: [4, 'string'],
    },
    ListResourceUserConsentsResponse: {
      total_size: [1, 'uint32'],
      next_page_token: [2, 'string'],
      consents: [3, '.scalekit.v1.clients.ResourceUserConsent', 'repeated'],
      prev_page_token: [4, 'string'],
    },
    ResourceUserConsent: {
      id: [1, 'string'],
      external_user_id: [2, 'string'],
      client_id: [3, 'string'],
      client_name: [4, 'string'],
      scopes: [5, 'string', 'repeated'],
      granted_at: [6, '.google.protobuf.Timestamp'],
    },
    RevokeUserConsentRequest: { client_id: [1, 'string'], consent_id: [2, 'string'] },
    RevokeUserConsentResponse: {},
  },
  enums: {
    ResourceType: { RESOURCE_TYPE_UNSPECIFIED: 0, MCP_SERVER: 5 },
    ResourceConnectionType: { INVALID: 0, CUSTOM: 1 },
  },
  services: {
    ClientService: {
      GetResource: ['GetResourceRequest', 'GetResourceResponse'],
      ListResourceUserConsents: [
        'ListResourceUserConsentsRequest',
        'ListResourceUserConsentsResponse',
      ],
      RevokeUserConsent: ['RevokeUserConsentRequest', 'RevokeUserConsentResponse'],
    },
  },
};
