const longestEmail = 320;
const longestToken = 512;

/**
 * Whose account a request is about: the e-mail address or the mailed token in its body. Nothing where the body is not what it
 * should be; then only the address is counted, and the service says what is wrong.
 */
export function accountIn(body: unknown): string | undefined {
  const said = Buffer.isBuffer(body) ? parsed(body) : body;
  return shortText(said, 'email', longestEmail) ?? shortText(said, 'token', longestToken) ?? shortText(field(said, 'contact'), 'email', longestEmail);
}

function shortText(value: unknown, name: string, longest: number): string | undefined {
  const found = field(value, name);
  return typeof found === 'string' && found.length <= longest ? found : undefined;
}

/** By hand: a schema of three shapes costs as much as all else that is done about a try. */
function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}
