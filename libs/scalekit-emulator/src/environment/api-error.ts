import { grpcCodes, type GrpcCode } from './grpc-code.js';

export interface FieldViolation {
  field: string;
  description: string;
  constraint: string;
}

/** An error of Scalekit's API; thrown by the rules, worded for REST by `toGatewayBody`. */
export class ApiError extends Error {
  constructor(
    readonly code: GrpcCode,
    message: string,
    readonly violations: FieldViolation[] = [],
  ) {
    super(message);
    this.name = 'ApiError';
  }

  get status(): number {
    return grpcCodes[this.code].status;
  }
}

/** The body that Scalekit's REST gateway sends: a google.rpc.Status with one ErrorInfo. */
export function toGatewayBody(error: ApiError): object {
  return {
    code: grpcCodes[error.code].code,
    message: error.message,
    details: [
      {
        '@type': 'type.googleapis.com/scalekit.v1.errdetails.ErrorInfo',
        error_code: error.code === 'RESOURCE_EXHAUSTED' ? 'RATE_LIMITED' : error.code,
        ...(error.violations.length > 0 && {
          validation_error_info: { field_violations: error.violations },
        }),
      },
    ],
  };
}
