/** The life of a key: published, then signing, then only verifying, then gone. */
export interface KeyTimes {
  readonly kid: string;
  readonly createdAt: Date;
  readonly signsFrom: Date;
}

export interface RotationRules {
  readonly intervalMs: number;
  readonly tokenLifetimeMs: number;
}

/** Caches of the key set and clocks differ by so much. */
const leewayMs = 5 * 60_000;

/** The key that signs at this moment: the newest whose time has come. */
export function signing<K extends KeyTimes>(keys: readonly K[], now: Date): K | undefined {
  return newest(keys.filter((key) => key.signsFrom <= now));
}

/** Whether a next key has to be made. */
export function rotationDue(keys: readonly KeyTimes[], now: Date, { intervalMs }: RotationRules): boolean {
  const last = newest(keys);
  return last === undefined || now.getTime() - last.signsFrom.getTime() >= intervalMs;
}

/** Keys whose last token has expired, since another has signed for longer than a token lives. */
export function obsolete<K extends KeyTimes>(keys: readonly K[], now: Date, { tokenLifetimeMs }: RotationRules): K[] {
  return keys.filter((key) => {
    const successors = keys.filter((other) => other.signsFrom > key.signsFrom);
    const retired = Math.min(...successors.map((other) => other.signsFrom.getTime()));
    return now.getTime() > retired + tokenLifetimeMs + leewayMs;
  });
}

function newest<K extends KeyTimes>(keys: readonly K[]): K | undefined {
  return keys.toSorted((a, b) => b.signsFrom.getTime() - a.signsFrom.getTime() || (a.kid < b.kid ? 1 : -1))[0];
}
