const secretNames = new Set([
  'access_token',
  'client_assertion',
  'client_secret',
  'code',
  'code_verifier',
  'id_token',
  'refresh_token',
]);

const maskedValue = '***';

/** Copies a body or query with every secret in it masked, at any depth. */
export function mask(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(mask);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      name,
      // gRPC's numeric `code` in an error body is no authorization code.
      secretNames.has(name) && typeof inner !== 'number' ? maskedValue : mask(inner),
    ]),
  );
}

/** Masks the secrets that a redirect has in its query or, for `response_mode=fragment`, behind it. */
export function maskLocation(location: string): string {
  return location.replace(/([?&#])([^=&#]+)=[^&#]*/g, (parameter, mark: string, name: string) =>
    secretNames.has(name) ? `${mark}${name}=${maskedValue}` : parameter,
  );
}

/** Reads a body the way its content type says and masks it; what cannot be read is only measured. */
export function maskBody(body: string, contentType: string | undefined): unknown {
  if (body === '') return undefined;
  if (contentType?.includes('application/x-www-form-urlencoded')) {
    return mask(Object.fromEntries(new URLSearchParams(body)));
  }
  try {
    return mask(JSON.parse(body));
  } catch {
    return `${Buffer.byteLength(body)} bytes that are not JSON`;
  }
}
