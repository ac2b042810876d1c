import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runMigrations } from '#libs/database/migrations';
import { asAdmin, provisionDatabase } from '#libs/database/provision';
import { identifier } from '#libs/database/sql';
import { Client } from 'pg';
import { parse } from 'yaml';
import { z } from 'zod';
import { root } from '../../deploy/local/root.ts';
import type { MigratedService } from '../../libs/testing/test-template.ts';
import { type Catalogue, readCatalogue } from './catalogue.ts';
import { breaks } from './compare.ts';
import { type RecordedMigration, recording } from './recorded.ts';
import { holdUps } from './statements.ts';

/** `deploy/schema/<service>.json`: a service's schema as the last release made it. */
const file = z.object({
  release: z.string(),
  /** Hashes by name, in the order in which they ran. */
  migrations: z.record(z.string(), z.string()),
  /** What that release's code does without already, from deploy/schema/retired.yaml; the next may drop it. */
  retired: z.array(z.string()),
  catalogue: z.custom<Catalogue>((value) => typeof value === 'object' && value !== null && 'tables' in value),
});

export type Snapshot = z.output<typeof file>;

export interface Migrated {
  readonly catalogue: Catalogue;
  readonly migrations: readonly RecordedMigration[];
}

const fileOf = (service: string): string => join(root, 'deploy/schema', `${service}.json`);

/** Undefined as long as nothing was released. */
export function releasedSnapshot(service: string): Snapshot | undefined {
  if (!existsSync(fileOf(service))) return undefined;
  return file.parse(JSON.parse(readFileSync(fileOf(service), 'utf8')));
}

/** Returns the file's name. */
export function writeSnapshot(service: string, release: string, { catalogue, migrations }: Migrated): string {
  const snapshot: Snapshot = { release, migrations: Object.fromEntries(migrations.map(({ name, hash }) => [name, hash])), retired: retiredOf(service), catalogue };
  writeFileSync(fileOf(service), `${JSON.stringify(snapshot, null, 1)}\n`);
  return fileOf(service);
}

/** What the working tree's code does without, by service. */
export function retiredOf(service: string): string[] {
  const retired = z.record(z.string(), z.array(z.string())).parse(parse(readFileSync(join(root, 'deploy/schema/retired.yaml'), 'utf8')));
  return retired[service] ?? [];
}

/** Runs all migrations of a service on a database that is made for it and dropped afterwards. */
export async function migrated(adminUrl: string, service: Pick<MigratedService, 'name' | 'migrations'>): Promise<Migrated> {
  const password = randomBytes(16).toString('hex');
  const name = `pms_schema_${service.name.replaceAll('-', '_')}_${randomBytes(3).toString('hex')}`;
  const { ownerUrl, ownerRole, runtimeRole } = await provisionDatabase({ adminUrl, name, ownerPassword: password, runtimePassword: password });
  try {
    const recorded = new Map<string, RecordedMigration>();
    await runMigrations({ url: ownerUrl, migrations: recording(service.migrations, recorded), runtimeRole });
    const owner = new Client({ connectionString: ownerUrl });
    await owner.connect();
    try {
      return { catalogue: await readCatalogue(owner, runtimeRole), migrations: [...recorded.values()] };
    } finally {
      await owner.end();
    }
  } finally {
    await asAdmin(adminUrl, async (admin) => {
      await admin.query(`DROP DATABASE IF EXISTS ${identifier(name)} WITH (FORCE)`);
      for (const role of [ownerRole, runtimeRole]) await admin.query(`DROP ROLE IF EXISTS ${identifier(role)}`);
    });
  }
}

/** Why the working tree must not follow the release as it is, as sentences; none where all is well, and none as long as nothing was released. */
export function faults(released: Snapshot | undefined, present: Migrated): string[] {
  if (released === undefined) return [];
  const hashes = new Map(present.migrations.map(({ name, hash }) => [name, hash]));
  const order = present.migrations.map(({ name }) => name);
  const last = Math.max(-1, ...Object.keys(released.migrations).map((name) => order.indexOf(name)));
  const fresh = present.migrations.filter(({ name }) => released.migrations[name] === undefined);
  const edited = Object.entries(released.migrations).filter(([name, hash]) => hashes.get(name) !== hash);
  return [
    ...edited.map(([name]) => `the migration ${name} of ${released.release} ${hashes.has(name) ? 'was edited' : 'is gone'}: databases have had it as it was; write a new one`),
    ...fresh.filter(({ name }) => order.indexOf(name) < last).map(({ name }) => `the migration ${name} is new but runs before some of ${released.release}: give it a later number, so that old and new databases get the same`),
    ...breaks(released.catalogue, present.catalogue, released.retired),
    ...fresh.flatMap(({ name, statements }) => holdUps(statements, Object.keys(released.catalogue.tables)).map((sentence) => `${name}: ${sentence}`)),
  ];
}
