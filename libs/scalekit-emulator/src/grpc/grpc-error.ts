import { fromJson, type JsonObject, type JsonValue } from '@bufbuild/protobuf';
import { ConnectError } from '@connectrpc/connect';
import { isRecord } from '../environment/checks.js';
import { grpcCodeOf, grpcCodes } from '../environment/grpc-code.js';
import { errorInfo } from './descriptors.js';

/** A google.rpc.Status in JSON as connect sends it: code, message, and details in grpc-status-details-bin. */
export function toError(status: number, body: JsonValue | undefined): ConnectError {
  const rpcStatus = isRecord(body) ? body : {};
  const { code, message, details } = rpcStatus;
  const infos = (Array.isArray(details) ? details : []).filter((one) => isErrorInfo(one));
  return new ConnectError(
    typeof message === 'string' ? message : `HTTP ${status}`,
    typeof code === 'number' ? code : grpcCodes[grpcCodeOf(status)].code,
    undefined,
    infos.map((info) => ({
      desc: errorInfo,
      value: fromJson(errorInfo, info, { ignoreUnknownFields: true }),
    })),
  );
}

function isErrorInfo(detail: unknown): detail is JsonObject {
  return isRecord(detail) && String(detail['@type']).endsWith(`/${errorInfo.typeName}`);
}

export function parse(body: string): JsonValue | undefined {
  try {
    return JSON.parse(body) as JsonValue;
  } catch {
    return undefined;
  }
}
