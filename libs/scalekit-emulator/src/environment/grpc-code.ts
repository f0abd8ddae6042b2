/** The gRPC codes that Scalekit's gateway answers with: number in the body, HTTP status. */
export const grpcCodes = {
  INVALID_ARGUMENT: { code: 3, status: 400 },
  NOT_FOUND: { code: 5, status: 404 },
  ALREADY_EXISTS: { code: 6, status: 409 },
  PERMISSION_DENIED: { code: 7, status: 403 },
  RESOURCE_EXHAUSTED: { code: 8, status: 429 },
  FAILED_PRECONDITION: { code: 9, status: 400 },
  ABORTED: { code: 10, status: 409 },
  UNIMPLEMENTED: { code: 12, status: 501 },
  INTERNAL: { code: 13, status: 500 },
  UNAVAILABLE: { code: 14, status: 503 },
  DEADLINE_EXCEEDED: { code: 4, status: 504 },
  UNAUTHENTICATED: { code: 16, status: 401 },
} as const;

export type GrpcCode = keyof typeof grpcCodes;

/** The code that stands for an HTTP status; what has none of its own counts as INTERNAL. */
export function grpcCodeOf(status: number): GrpcCode {
  const known = Object.entries(grpcCodes).find(([, { status: own }]) => own === status);
  return (known?.[0] as GrpcCode | undefined) ?? 'INTERNAL';
}
