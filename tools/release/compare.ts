import type { Catalogue, Column, Constraint, Routine, Table } from './catalogue.ts';

/**
 * What the present schema lacks of, or demands beyond, the released one, as sentences: each would break the code of that release, which still runs while an
 * upgrade rolls, and again after a rollback. Names in `retired` (`table`, `table.column`, `function(arguments)`) were given up by that release already.
 */
export function breaks(released: Catalogue, present: Catalogue, retired: readonly string[] = []): string[] {
  const given = (name: string) => retired.includes(name);
  return [
    ...Object.entries(released.tables).flatMap(([name, table]) => (given(name) ? [] : brokenTable(name, table, present.tables[name], given))),
    ...Object.entries(released.functions).flatMap(([name, routine]) => (given(name) ? [] : brokenFunction(name, routine, present.functions[name]))),
    ...released.sequences.filter((name) => !given(name) && !present.sequences.includes(name)).map((name) => `the sequence ${name} is gone, or no longer the runtime role's to use`),
    ...Object.entries(released.enums).flatMap(([name, labels]) => labels.filter((label) => !given(name) && !present.enums[name]?.includes(label)).map((label) => `the enum ${name} has no "${label}" any more`)),
  ];
}

function brokenTable(name: string, before: Table, now: Table | undefined, given: (name: string) => boolean): string[] {
  if (now === undefined) return [`the table ${name} is gone: drop it in the release after the one whose code does without it`];
  const old = Object.entries(before.columns).filter(([column]) => !given(`${name}.${column}`));
  return [
    ...old.flatMap(([column, was]) => brokenColumn(`${name}.${column}`, was, now.columns[column])),
    ...Object.entries(now.columns)
      .filter(([column, is]) => before.columns[column] === undefined && is.notNull && !is.fills)
      .map(([column]) => `${name}.${column} is new, NOT NULL and has no default: the released code does not fill it`),
    ...brokenConstraints(name, before, now),
    ...brokenUnique(name, before, now, given),
    ...(before.mayDelete && !now.mayDelete ? [`the runtime role may no longer DELETE from ${name}`] : []),
    ...(!before.rowSecurity && now.rowSecurity ? [`row-level security is switched on for ${name}: the released code may find nothing there`] : []),
    ...before.policies.filter((policy) => !now.policies.includes(policy)).map((policy) => `the policy "${policy}" of ${name} is gone`),
  ];
}

function brokenColumn(name: string, was: Column, is: Column | undefined): string[] {
  if (is === undefined) return [`the column ${name} is gone or renamed: add the new one, fill both, and drop this in the release after the one whose code does without it`];
  const lost = was.may.filter((right) => !is.may.includes(right));
  return [
    ...(was.type === is.type || isWider(was.type, is.type) ? [] : [`the type of ${name} changed from ${was.type} to ${is.type}: add a column of the new type instead`]),
    ...(!was.notNull && is.notNull ? [`${name} is NOT NULL now: the released code may leave it empty`] : []),
    ...(was.fills && !is.fills && is.notNull ? [`${name} has lost its default: the released code does not fill it`] : []),
    ...(lost.length > 0 ? [`the runtime role may no longer ${lost.join(', ')} ${name}`] : []),
  ];
}

/** Only what arrives in JavaScript as before: an integer that becomes a bigint arrives as text. */
function isWider(was: string, is: string): boolean {
  const text = /^character varying(?:\((\d+)\))?$/;
  const [, before = 'no'] = text.exec(was) ?? [];
  if (before === 'no') return false;
  const [, now] = text.exec(is) ?? [];
  return is === 'text' || is === 'character varying' || (now !== undefined && Number(now) >= Number(before));
}

function brokenConstraints(table: string, before: Table, now: Table): string[] {
  return Object.entries(now.constraints).flatMap(([name, is]) => {
    const was = before.constraints[name] ?? sameBySense(before, is);
    if (was?.definition === is.definition) return [];
    if (was !== undefined) return is.kind === 'c' && allowsMore(was.definition, is.definition) ? [] : [`the constraint ${name} of ${table} changed: ${is.definition} may refuse what the released code writes`];
    const onOldColumns = is.columns.length > 0 && is.columns.every((column) => before.columns[column] !== undefined);
    // A check or a foreign key comes by NOT VALID, which statements.ts demands; nothing can bring one of these without refusing what is there already.
    return onOldColumns && ['p', 'u', 'x'].includes(is.kind) ? [`${name} on ${table} is new and on columns that were there: ${is.definition} may refuse what the released code writes`] : [];
  });
}

function sameBySense({ constraints }: Table, { kind, definition }: Constraint): Constraint | undefined {
  return Object.values(constraints).find((each) => each.kind === kind && each.definition === definition);
}

/** `x IN ('a', 'b')` that became `x IN ('a', 'b', 'c')`. */
function allowsMore(was: string, is: string): boolean {
  const words = (definition: string) => [...definition.matchAll(/'([^']*)'/g)].map(([, word]) => word);
  const frame = (definition: string) => definition.replaceAll(/ARRAY\[[^\]]*\]/g, 'ARRAY[]');
  return frame(was) === frame(is) && is.includes('ARRAY[') && words(was).every((word) => words(is).includes(word));
}

/** The released code names them in ON CONFLICT, and relies on them to decide who comes first. */
function brokenUnique(table: string, before: Table, now: Table, given: (name: string) => boolean): string[] {
  const present = Object.values(now.uniqueIndexes).map(({ definition }) => definition);
  const gone = Object.entries(before.uniqueIndexes).filter(([, { definition, columns }]) => !present.includes(definition) && !columns.some((column) => given(`${table}.${column}`)));
  const known = Object.values(before.uniqueIndexes).map(({ definition }) => definition);
  const fresh = Object.entries(now.uniqueIndexes).filter(([name, { definition, columns }]) => !known.includes(definition) && now.constraints[name] === undefined && columns.every((column) => before.columns[column] !== undefined));
  return [
    ...gone.map(([name]) => `the unique index ${name} of ${table} is gone or changed: ON CONFLICT of the released code fails`),
    ...fresh.map(([name]) => `the unique index ${name} on ${table} is new and on columns that were there: it may refuse what the released code writes`),
  ];
}

function brokenFunction(name: string, was: Routine, is: Routine | undefined): string[] {
  if (is === undefined) return [`the function ${name} is gone or takes other arguments: let the old one stay beside the new one`];
  return [
    ...(was.returns === is.returns ? [] : [`the function ${name} returns ${is.returns} instead of ${was.returns}`]),
    ...(was.mayExecute && !is.mayExecute ? [`the runtime role may no longer call ${name}`] : []),
  ];
}
