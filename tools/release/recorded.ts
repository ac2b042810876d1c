import { createHash } from 'node:crypto';
import type { MigrationClass } from '#libs/database/data-source';
import type { QueryRunner } from 'typeorm';

/** What one migration did, by what it sent: comments in its file and how it is compiled do not count, what it takes from libraries and seeds does. */
export interface RecordedMigration {
  readonly name: string;
  readonly statements: readonly string[];
  /** SHA-256 of statements and parameters. */
  readonly hash: string;
}

/** The same migrations under the same names, and what they send is noted in `into`. */
export function recording(migrations: readonly MigrationClass[], into: Map<string, RecordedMigration>): MigrationClass[] {
  return migrations.map((migration) => {
    const recorded = class extends migration {
      override async up(runner: QueryRunner): Promise<void> {
        const name = this.name ?? migration.name;
        const statements: string[] = [];
        const hash = createHash('sha256');
        const listening = new Proxy(runner, {
          get: (target, property) => {
            const member: unknown = Reflect.get(target, property, target);
            if (typeof member !== 'function') return member;
            if (property !== 'query') return member.bind(target) as unknown;
            return (sql: string, ...rest: unknown[]) => {
              statements.push(sql);
              hash.update(JSON.stringify([sql.trim(), rest[0] ?? []]));
              return Reflect.apply(member, target, [sql, ...rest]) as unknown;
            };
          },
        });
        await super.up(listening);
        into.set(name, { name, statements, hash: hash.digest('hex') });
      }
    };
    // Where a migration has no name of its own, TypeORM takes its class's.
    return Object.defineProperty(recorded, 'name', { value: migration.name });
  });
}
