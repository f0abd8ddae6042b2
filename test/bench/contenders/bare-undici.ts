import { Agent, request } from 'undici';
import { wireUser } from '../server/credentials.js';
import { tokenRequestBody, tokenUrl, userUrl, type CreateContender } from './contender.js';

/** The same POST with nothing around it: the floor. */
export const bareUndici: CreateContender = async (environmentUrl) => {
  const dispatcher = new Agent({ connections: 64, allowH2: false });
  const token = await request(tokenUrl(environmentUrl), {
    dispatcher,
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: tokenRequestBody,
  });
  const { access_token: accessToken } = (await token.body.json()) as { access_token: string };
  const headers = {
    'content-type': 'application/json',
    accept: 'application/json',
    authorization: `Bearer ${accessToken}`,
  };
  return {
    async push(loginRequestId) {
      const { statusCode, body } = await request(userUrl(environmentUrl, loginRequestId), {
        dispatcher,
        method: 'POST',
        headers,
        body: JSON.stringify(wireUser),
      });
      const answer = await body.json();
      if (statusCode !== 200) throw new Error(`the push was answered ${statusCode}`);
      return answer;
    },
  };
};
