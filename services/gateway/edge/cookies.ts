/** The value of one cookie of a `Cookie` header; the first where a client sends the name twice. */
export function cookieValue(header: string | undefined, name: string): string | undefined {
  if (header === undefined) return undefined;
  let from = header.indexOf(name);
  while (from !== -1) {
    const value = from + name.length;
    if (header.charCodeAt(value) === 61 /* = */ && startsPair(header, from)) {
      const end = header.indexOf(';', value);
      return header.slice(value + 1, end === -1 ? undefined : end).trim();
    }
    from = header.indexOf(name, value);
  }
  return undefined;
}

function startsPair(header: string, at: number): boolean {
  const before = header.slice(0, at).trimEnd();
  return before === '' || before.endsWith(';');
}
