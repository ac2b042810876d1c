const number = /^-?\d+(\.\d+)?$/;
/** With these a spreadsheet begins a formula, also behind spaces and control characters. */
const formula = /^\s*[=+\-@\t\r]/;
/** Where the semicolon parts cells, as in German spreadsheets, our quotes stand amid one and hold nothing together. */
const formulaBehindSeparator = /([;\t\r\n]\s*)([=+\-@])/g;

/** One cell: quoted where it must be; what a spreadsheet would take for a formula gets an apostrophe. */
function cell(text: string): string {
  const harmless = number.test(text) ? text : (formula.test(text) ? `'${text}` : text).replaceAll(formulaBehindSeparator, "$1'$2");
  return /[",\r\n;]/.test(harmless) || harmless !== harmless.trim() ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

/** RFC 4180, with the mark by which spreadsheets see that it is UTF-8. */
export function csvOf(rows: readonly (readonly string[])[]): string {
  return `\uFEFF${rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('')}`;
}

/** Hands a file over to the browser. */
export function download(name: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The browser has taken it by then; Firefox takes it only after the click has been handled.
  window.setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
