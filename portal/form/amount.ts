/**
 * Reads an amount as people type it, "2,800,000", "2.800.000,50", "2.8m", as decimal text with a point; undefined where it is none.
 * `point` is the reader's decimal sign. With one separator alone, three digits behind it are thousands; but behind the reader's own sign they are the
 * decimals of a currency that has three, "KWD 250.500".
 */
export function readAmount(text: string, point: '.' | ',' = '.', decimals = 2): string | undefined {
  const [, figures = '', unit = ''] = /^\s*(?:[A-Za-z]{3}|[$€£])?\s*([\d.,'’\s]+?)\s*(m|mio\.?|k|bn)?\s*$/i.exec(text) ?? [];
  const digits = figures.replaceAll(/['’\s]/g, '');
  if (!/\d/.test(digits)) return undefined;
  const at = decimalPoint(digits, point, decimals);
  const grouped = at === undefined ? digits : digits.slice(0, at);
  if (!areGroups(grouped)) return undefined;
  const whole = grouped.replaceAll(/[.,]/g, '');
  const fraction = at === undefined ? '' : digits.slice(at + 1);
  if (!/^\d{0,15}$/.test(whole) || !/^\d{0,4}$/.test(fraction)) return undefined;
  return shifted(whole, fraction, places(unit));
}

function decimalPoint(digits: string, point: '.' | ',', decimals: number): number | undefined {
  const [dot, comma] = [digits.lastIndexOf('.'), digits.lastIndexOf(',')];
  if (dot !== -1 && comma !== -1) return Math.max(dot, comma);
  const at = Math.max(dot, comma);
  if (at === -1) return undefined;
  const sign = digits[at] ?? '';
  if (digits.indexOf(sign) !== at) return undefined;
  const behind = digits.length - at - 1;
  return behind === 3 && (sign !== point || (at <= 3 && decimals < 3)) ? undefined : at;
}

/** What is parted by one sign, and ends with three digits: "1.5.0" is no 150, and nobody knows what it is. In India the groups before have two. */
const areGroups = (digits: string): boolean => /^\d*$|^\d{1,3}([.,])(?:\d{2,3}\1)*\d{3}$/.test(digits);

function places(unit: string): number {
  const name = unit.toLowerCase();
  if (name === '') return 0;
  if (name === 'k') return 3;
  return name === 'bn' ? 9 : 6;
}

function shifted(whole: string, fraction: string, by: number): string {
  const moved = fraction.padEnd(by, '0');
  const front = (whole + moved.slice(0, by)).replace(/^0+(?=\d)/, '') || '0';
  const back = moved.slice(by).replace(/0+$/, '');
  return back === '' ? front : `${front}.${back}`;
}
