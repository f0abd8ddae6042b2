import type { HttpService } from '@nestjs/axios';
import { library } from '../library.js';
import { wireUser } from '../server/credentials.js';
import { tokenRequestBody, tokenUrl, userUrl, type CreateContender } from './contender.js';
import { createNestContext } from './nest-context.js';

/** The same POST through the module's own HttpService, on the same adapter, with a token at hand. */
export const bareAxiosRef: CreateContender = async (environmentUrl) => {
  const app = await createNestContext(environmentUrl);
  const { axiosRef } = app.get<HttpService>(library.SCALEKIT_HTTP_SERVICE);
  const token = await axiosRef.post<string>(tokenUrl(environmentUrl), tokenRequestBody, {
    headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
  });
  const { access_token: accessToken } = JSON.parse(token.data) as { access_token: string };
  const headers = {
    'Content-Type': 'application/json',
    Accept: 'application/json',
    Authorization: `Bearer ${accessToken}`,
  };
  return {
    async push(loginRequestId) {
      const { status, data } = await axiosRef.post<string>(
        userUrl(environmentUrl, loginRequestId),
        JSON.stringify(wireUser),
        { headers },
      );
      if (status !== 200) throw new Error(`the push was answered ${status}`);
      return JSON.parse(data) as unknown;
    },
  };
};
