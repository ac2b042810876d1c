/** A whole number as people type it, "1200", "1,200", "1.200", "1 200"; undefined for everything else. */
export function readWhole(text: string): number | undefined {
  const digits = text.trim();
  if (/^\d{1,15}$/.test(digits)) return Number(digits);
  // Whatever the sign: with three digits behind it, in every group the same, it parts thousands.
  return /^\d{1,3}([.,'’\s])\d{3}(?:\1\d{3}){0,3}$/.test(digits) ? Number(digits.replaceAll(/\D/g, '')) : undefined;
}

/** A whole number within limits; undefined for everything else. */
export function whole(text: string | null, { min, max }: { min: number; max: number }): number | undefined {
  const value = text === null ? undefined : readWhole(text);
  return value !== undefined && value >= min && value <= max ? value : undefined;
}
