/** Where base64 of a longer text has `bytes` in it, by how many bytes of a group of three come before: the characters that are theirs alone. */
function inBase64(bytes: Buffer): string[] {
  return [0, 1, 2].flatMap((before) => {
    const text = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64').replace(/=+$/, '');
    const own = text.slice(before === 0 ? 0 : before + 1, (before + bytes.length) % 3 === 0 ? undefined : -1);
    return [own, own.replaceAll('+', '-').replaceAll('/', '_')];
  });
}

/**
 * A secret as it might stand somewhere: as it is, as part of an address, and within what is told as hex or base64. Of a token that is itself base64url also the bytes
 * that it stands for; of one in parts, separated by points, also the last part, without which the others are worth nothing.
 */
export function formsOf(secret: string): string[] {
  const forms = [secret, ...secret.split('.').slice(1).slice(-1)].flatMap((text) => {
    const bytes = Buffer.from(text);
    const meant = /^[\w-]{32,}$/.test(text) ? Buffer.from(text, 'base64url') : undefined;
    return [text, encodeURIComponent(text), bytes.toString('hex'), ...inBase64(bytes), ...(meant ? [meant.toString('hex'), ...inBase64(meant)] : [])];
  });
  return [...new Set(forms)].filter((form) => form.length >= 12);
}

/** Looks for secrets in whatever form they stand, in upper or lower case: services count by what they have put into lower case. */
export class Search {
  private readonly forms: readonly (readonly [secret: string, forms: readonly string[]])[];

  constructor(secrets: Iterable<string>) {
    this.forms = [...secrets].map((secret) => [secret, formsOf(secret).map((form) => form.toLowerCase())]);
  }

  /** The secrets that stand in `text`. */
  in(text: string): string[] {
    const lower = text.toLowerCase();
    return this.forms.filter(([, forms]) => forms.some((form) => lower.includes(form))).map(([secret]) => secret);
  }
}
