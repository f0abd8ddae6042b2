/** Stands for `new ScalekitClient(…)` of @scalekit-sdk/node 2.17, with what the emulator tells. */
export const scalekit = {
  auth: {
    async getLoginRequestDetails(loginRequestId: string): Promise<unknown> {
      const environment = process.env['SCALEKIT_ENVIRONMENT_URL'];
      const response = await fetch(`${environment}/emulator/login-requests/${loginRequestId}`);
      return response.json();
    },
  },
};
