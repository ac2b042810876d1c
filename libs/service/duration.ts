const pattern = /^([+-])?P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/;
const unitMs = [7 * 86_400_000, 86_400_000, 3_600_000, 60_000, 1000];

/**
 * Milliseconds of an ISO 8601 duration of weeks, days and time; `undefined` where the text is none. Years and months are
 * refused because their length depends on the date.
 * @example parseDuration('P1DT12H') === 129_600_000
 */
export function parseDuration(text: string): number | undefined {
  const match = pattern.exec(text);
  if (!match || !/\d/.test(text) || text.endsWith('T')) return undefined;
  const ms = unitMs.reduce((sum, unit, index) => sum + Number(match[index + 2] ?? 0) * unit, 0);
  return match[1] === '-' ? -ms : ms;
}
