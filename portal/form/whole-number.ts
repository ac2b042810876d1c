/** A whole number within limits; undefined for everything else. */
export function whole(text: string | null, { min, max }: { min: number; max: number }): number | undefined {
  const value = text !== null && /^\d{1,4}$/.test(text) ? Number(text) : Number.NaN;
  return value >= min && value <= max ? value : undefined;
}
