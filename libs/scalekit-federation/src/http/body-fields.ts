/** Of an object; anything else has none. */
export function fieldsOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {};
}

export function headerOfField(name: string): string {
  return name.replaceAll('_', '-');
}

/** @fastify/multipart puts an object in the place of each field, if it attaches them to the body. */
export function fieldValue(field: unknown): unknown {
  const isPart =
    typeof field === 'object' && field !== null && 'fieldname' in field && 'value' in field;
  return isPart ? field.value : field;
}
