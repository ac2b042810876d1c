/** A percentage as people type it, "32,5 %", as the API takes it, "32.5"; what is none stays as it is, to be complained about. */
export const readPercent = (text: string): string => text.replaceAll(/[\s%]/g, '').replace(',', '.');

/** "32.5" as it is typed with a decimal sign. */
export const percentInput = (percent: string, sign: '.' | ','): string => percent.replace('.', sign);
