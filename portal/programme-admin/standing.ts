interface Dated {
  readonly effectiveOn: string;
}
interface Timed {
  readonly effectiveFrom: string;
}

export interface Standing<T> {
  /** What counts today. */
  readonly now: T | undefined;
  /** What is published and has not begun, the next first. */
  readonly coming: readonly T[];
  /** What counted before, the latest first. */
  readonly past: readonly T[];
}

/** Dated rows as they stand on a day: each counts until the next one begins. */
export function standing<T extends Dated>(rows: readonly T[], today: string): Standing<T> {
  const inOrder = rows.toSorted((a, b) => (a.effectiveOn < b.effectiveOn ? -1 : 1));
  const begun = inOrder.filter(({ effectiveOn }) => effectiveOn <= today).toReversed();
  return { now: begun[0], coming: inOrder.filter(({ effectiveOn }) => effectiveOn > today), past: begun.slice(1) };
}

/** Rows that begin at a moment, as they stand at one. */
export function standingAt<T extends Timed>(rows: readonly T[], at: Date): Standing<T> {
  const dated = rows.map((row) => ({ row, effectiveOn: new Date(row.effectiveFrom).toISOString() }));
  const { now, coming, past } = standing(dated, at.toISOString());
  return { now: now?.row, coming: coming.map(({ row }) => row), past: past.map(({ row }) => row) };
}
