import { ApiError, toGatewayBody } from '../environment/api-error.js';
import { json, type Reply } from '../server/exchange.js';

/** Answers one call of Scalekit's API: what `carryOut` returns, or its {@link ApiError} as the REST gateway words it. */
export async function answerApi(carryOut: () => Promise<object>): Promise<Reply> {
  try {
    return json(200, await carryOut());
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return json(error.status, toGatewayBody(error));
  }
}
