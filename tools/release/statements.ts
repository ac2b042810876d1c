/**
 * What a new migration must not do to tables that were released and are full, as sentences: it would hold up the running version, or fail on rows that are
 * there. `tables` are those of the release.
 */
export function holdUps(statements: readonly string[], tables: readonly string[]): string[] {
  return statements.flatMap(parts).flatMap((statement) => {
    const [, table = ''] = /^ALTER TABLE (?:IF EXISTS )?(?:ONLY )?(?:public\.)?"?(\w+)"?/i.exec(statement) ?? [];
    const [, indexed = ''] = /^CREATE (?:UNIQUE )?INDEX .*? ON (?:ONLY )?(?:public\.)?"?(\w+)"?/i.exec(statement) ?? [];
    const [, locked = ''] = /^(?:LOCK TABLE|TRUNCATE(?: TABLE)?) (?:ONLY )?(?:public\.)?"?(\w+)"?/i.exec(statement) ?? [];
    return [
      ...(tables.includes(table) ? ofAlterations(table, statement) : []),
      ...(tables.includes(indexed) && !/\bCONCURRENTLY\b/i.test(statement) ? [`an index on ${indexed} without CONCURRENTLY stops all writing to it: ${short(statement)}`] : []),
      ...(tables.includes(locked) ? [`${locked} is locked or emptied: ${short(statement)}`] : []),
    ];
  });
}

function ofAlterations(table: string, statement: string): string[] {
  const adds = /\bADD (?:CONSTRAINT \S+ )?(?:CHECK|FOREIGN KEY)\b/i.test(statement) || /\bADD COLUMN\b.*\bCHECK\b/i.test(statement) || /\bADD CONSTRAINT \S+ NOT NULL\b/i.test(statement);
  const moving = /\bADD COLUMN\b.*\bDEFAULT (?:\w+\.)?(?:gen_random_uuid|uuidv7|clock_timestamp|random|nextval)\b/i.exec(statement);
  return [
    ...(adds && !/\bNOT VALID\b/i.test(statement) ? [`a constraint on ${table} without NOT VALID reads every row while nobody may write, and fails on what is there: ${short(statement)}`] : []),
    ...(moving ? [`a default that differs from row to row writes all of ${table} anew: ${short(statement)}`] : []),
  ];
}

/** One message may carry several statements; bodies of functions are not looked into. */
function parts(sql: string): string[] {
  const bare = sql.replaceAll(/--[^\n]*/g, ' ').replaceAll(/\$(\w*)\$[^]*?\$\1\$/g, '$$$$').replaceAll(/\s+/g, ' ');
  return bare.split(';').map((part) => part.trim()).filter((part) => part !== '');
}

const short = (statement: string): string => (statement.length > 120 ? `${statement.slice(0, 120)}…` : statement);
