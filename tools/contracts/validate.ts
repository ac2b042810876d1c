import { Parser } from '@asyncapi/parser';

/** What the AsyncAPI parser finds wrong with a document: errors, one line each. Style (information, hints) is not reported. */
export async function asyncApiMistakes(source: string): Promise<string[]> {
  const diagnostics = await new Parser().validate(source);
  return diagnostics.filter(({ severity }) => Number(severity) === 0).map(({ path, message }) => `/${path.join('/')}: ${message}`);
}
