/** What Scalekit's SDK answers to `getLoginRequestDetails`, as tests make it up. */
export interface ToldDetails {
  readonly scopes?: readonly string[];
  readonly clientName?: string;
  readonly clientId?: string;
  readonly registration?: 'cimd' | 'dcr' | 'other';
  readonly resource?: { readonly id: string; readonly name: string };
}

export function told({
  scopes = ['shipments:read'],
  clientName = 'Claude',
  clientId = 'm2m_1',
  registration = 'dcr',
  resource,
}: ToldDetails = {}): object {
  const isDcr = registration === 'dcr';
  const isCimd = registration === 'cimd';
  return {
    authRequest: { id: 'req_1', scopes },
    client: { clientName, clientId, skClientId: 'm2m_1', isDcr, isCimd },
    ...(resource && { resource }),
  };
}

/** A client with a metadata document of its own. */
export const claude: ToldDetails = {
  clientId: 'https://claude.ai/oauth/client.json',
  registration: 'cimd',
};

/** A `loginRequestDetails` that a test changes as it goes. */
export class Details {
  readonly asked: { loginRequestId: string; connection: string | undefined }[] = [];
  answer: (loginRequestId: string) => unknown = () => told();

  readonly option = (
    loginRequestId: string,
    { connection }: { connection: string | undefined },
  ): unknown => {
    this.asked.push({ loginRequestId, connection });
    return this.answer(loginRequestId);
  };

  reset(answer: (loginRequestId: string) => unknown = () => told()): void {
    this.asked.length = 0;
    this.answer = answer;
  }
}
