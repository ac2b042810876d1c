const hidden = '[hidden]';
const secretName = /^(authorization|proxy-authorization|cookie|set-cookie|x-api-key|sealed_?link|status_?url|.*(password|secret|token|private_?key))$/i;

// In the order in which they apply: a fragment's token, a status link's path, key=value forms, and JWS or JWE in any text.
const secretText: readonly [RegExp, string][] = [
  [/([#?&](?:[\w-]*token|secret|password)=)[^&\s"'<>]+/gi, `$1${hidden}`],
  [/(\/application-status\/|\/applications\/status\/)[^/?#\s"'<>:]+/gi, `$1${hidden}`],
  [/\b(bearer\s+)[\w.~+/-]+=*/gi, `$1${hidden}`],
  [/\beyJ[\w-]{8,}(?:\.[\w-]*){2,4}/g, hidden],
  [/(\b\w+:\/\/[^/\s:@]+:)[^@\s/]+@/g, `$1${hidden}@`],
];
const suspicious = /token|secret|password|status\/|bearer|eyJ|:\/\/[^/\s:@]+:/i;

/** A text without tokens: of links, of paths, of headers, of connection strings. */
export function redactText(text: string): string {
  if (!suspicious.test(text)) return text;
  return secretText.reduce((clean, [pattern, replacement]) => clean.replace(pattern, replacement), text);
}

/** Any value for a log line: secrets hidden by name and by form, errors without their SQL and parameters, bounded in size. */
export function redact(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return redactText(value.length > 8192 ? `${value.slice(0, 8192)}…` : value);
  if (typeof value === 'bigint') return value.toString();
  if (typeof value !== 'object' || value === null) return value;
  if (depth > 6) return '[deep]';
  if (value instanceof Error) return describeError(value, depth);
  if (value instanceof Date) return value;
  if (Buffer.isBuffer(value)) return `[${value.length} bytes]`;
  if (Array.isArray(value)) return value.slice(0, 100).map((item) => redact(item, depth + 1));
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, secretName.test(name) ? hidden : redact(item, depth + 1)]));
}

/** Not `error.detail`, `query` or `parameters`: PostgreSQL and TypeORM put row values there. */
function describeError(error: Error, depth: number): Record<string, unknown> {
  return {
    type: error.name,
    message: redactText(error.message),
    stack: error.stack === undefined ? undefined : redactText(error.stack),
    code: 'code' in error ? error.code : undefined,
    constraint: 'constraint' in error ? error.constraint : undefined,
    cause: error.cause === undefined ? undefined : redact(error.cause, depth + 1),
  };
}
