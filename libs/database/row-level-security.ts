import type { QueryRunner } from 'typeorm';
import type { ActorKind } from './actor.ts';
import { identifier, tableName } from './sql.ts';

/** One policy of a table. Rows match any of the policies that apply to a command (PostgreSQL joins them with OR). */
export interface Policy {
  readonly name: string;
  readonly command: 'ALL' | 'SELECT' | 'INSERT' | 'UPDATE' | 'DELETE';
  /** Which existing rows the actor sees; not for INSERT. */
  readonly using?: string;
  /** Which rows the actor may write; where absent, `using` applies. */
  readonly check?: string;
}

// `(SELECT f())` is evaluated once per statement; a bare call once per row.
const kindIs = (kinds: readonly ActorKind[]) => `(SELECT actor_kind()) IN (${kinds.map((kind) => `'${kind}'`).join(', ')})`;
const partnerIs = (column: string) => `${identifier(column)} = (SELECT actor_partner_id())`;

/** The vendor's people and the system's own work see and write every row. */
export function everythingFor(...kinds: readonly ActorKind[]): Policy {
  return { name: `all_for_${kinds.join('_')}`, command: 'ALL', using: kindIs(kinds) };
}

/** The vendor's people and the system see and write every row: the first policy of nearly every table. */
export function vendorAndSystem(): Policy {
  return { ...everythingFor('vendor', 'system'), name: 'vendor_and_system' };
}

/** People and keys of a partner see (and, unless `SELECT` is given, write) the rows of that partner alone. */
export function ownPartner(column = 'partner_id', command: Policy['command'] = 'ALL'): Policy {
  return limited('own_partner', command, partnerIs(column));
}

/** The bearer of a status link sees the rows of the one application it is for. */
export function ownApplication(column = 'application_id', command: Policy['command'] = 'ALL'): Policy {
  return limited('own_application', command, `(SELECT actor_kind()) = 'applicant' AND ${identifier(column)} = (SELECT actor_id())`);
}

/** Actors of these kinds read every row: catalogues and other things that are the same for all. */
export function readableBy(...kinds: readonly ActorKind[]): Policy {
  return limited(`read_by_${kinds.join('_')}`, 'SELECT', kindIs(kinds));
}

/** Actors of these kinds may add rows, without seeing any (`RETURNING` needs to see them; TypeORM asks for it only where the database makes a value). */
export function insertableBy(...kinds: readonly ActorKind[]): Policy {
  return limited(`insert_by_${kinds.join('_')}`, 'INSERT', kindIs(kinds));
}

/** A rule in SQL of its own; wrap actor functions in `(SELECT …)`. */
export function policy(name: string, command: Policy['command'], expression: string, check?: string): Policy {
  return { ...limited(name, command, expression), ...(check === undefined ? {} : { check }) };
}

function limited(name: string, command: Policy['command'], expression: string): Policy {
  const full = { name: `${name}${command === 'ALL' ? '' : `_${command.toLowerCase()}`}`, command };
  return command === 'INSERT' ? { ...full, check: expression } : { ...full, using: expression };
}

/**
 * Switches row-level security on for a table, for its owner too (FORCE), and creates its policies; without an actor no row exists.
 * Not for match keys, reservations and other tables the code must search as a whole: a policy keeps `int[] &&` and `lower()` from their
 * indexes, and `ON CONFLICT DO UPDATE` fails on a hidden row. Those have no partner-visible columns and no policy.
 *
 *     await enableRowLevelSecurity(runner, 'application', [vendorAndSystem(), ownApplication('id')]);
 */
export async function enableRowLevelSecurity(runner: QueryRunner, table: string, policies: readonly Policy[]): Promise<void> {
  const name = tableName(table);
  await runner.query(`ALTER TABLE ${name} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY`);
  for (const { name: policyName, command, using, check } of policies) {
    await runner.query(
      [
        `CREATE POLICY ${identifier(policyName)} ON ${name} FOR ${command}`,
        using === undefined ? '' : `USING (${using})`,
        check === undefined ? '' : `WITH CHECK (${check})`,
      ].join(' '),
    );
  }
}
