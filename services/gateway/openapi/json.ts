/** The same text for the same content, whatever the order of its members. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  return `{${Object.entries(sorted({ ...value })).map(([name, inner]) => `${JSON.stringify(name)}:${canonical(inner)}`).join(',')}}`;
}

/** The same members in the order of their names. */
export function sorted<T>(record: Record<string, T>): Record<string, T> {
  return Object.fromEntries(Object.entries(record).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/** A copy in which every `$ref` has gone through `pointTo`. */
export function withRefs<T>(value: T, pointTo: (ref: string) => string): T {
  const copy = structuredClone(value);
  redirect(copy, pointTo);
  return copy;
}

function redirect(value: unknown, pointTo: (ref: string) => string): void {
  if (typeof value !== 'object' || value === null) return;
  if ('$ref' in value && typeof value.$ref === 'string') value.$ref = pointTo(value.$ref);
  for (const inner of Object.values(value)) redirect(inner, pointTo);
}
