import type { ScalekitEmulator } from 'scalekit-emulator';

const redirectUri = 'http://127.0.0.1:9/callback';

/** Registers an AI app that calls itself so. @returns where it sends a browser */
export async function authorizeUrlOf(
  { credentials }: ScalekitEmulator,
  clientName: string,
  scope: string,
): Promise<string> {
  const { environmentUrl, resourceUrl } = credentials;
  const [resourceId] = resourceUrl.split('/').slice(-1);
  const answer = await fetch(`${environmentUrl}/api/v1/resources/${resourceId}/clients:register`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      client_name: clientName,
      redirect_uris: [redirectUri],
      token_endpoint_auth_method: 'none',
    }),
  });
  const { client_id: clientId } = (await answer.json()) as { client_id: string };
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: clientId,
    redirect_uri: redirectUri,
    code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
    code_challenge_method: 'S256',
    scope,
    resource: resourceUrl,
  });
  return `${resourceUrl}/oauth/authorize?${query.toString()}`;
}
