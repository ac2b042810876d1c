import { applicationOf, madeUpCompany, person } from '../../../tools/demo/companies.ts';

type Json = { [name: string]: unknown };

/** A good application of a company that nobody knows. */
export function goodApplication(): Json {
  const company = madeUpCompany('Plainly Good', 'Ltd', 'GB');
  return applicationOf(company, person('Ola', 'Nord', company.domain), 'authorized');
}

/** The same with another value at a JSON pointer; `undefined` removes it. */
export function changed(body: Json, pointer: string, value: unknown): Json {
  const copy: Json = structuredClone(body);
  const names = pointer.split('/').slice(1);
  const last = names.pop() ?? '';
  let at: unknown = copy;
  for (const name of names) at = Reflect.get(Object(at), name);
  if (value === undefined) Reflect.deleteProperty(Object(at), last);
  else Reflect.set(Object(at), last, value);
  return copy;
}
