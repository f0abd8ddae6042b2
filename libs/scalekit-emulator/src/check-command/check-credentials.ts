/**
 * The same at every run, so that an app is configured once: a secret that opens nothing but an emulator on this machine. A
 * seed file sets others.
 */
export const checkCredentials = {
  clientId: 'skc_1000000000000001',
  clientSecret: 'test_only_for_scalekit_emulator_check',
  connectionId: 'conn_1000000000000001',
  resourceId: 'res_1000000000000001',
} as const;
