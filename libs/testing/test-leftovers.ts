import { createHash } from 'node:crypto';
import { hostname } from 'node:os';
import type { Client } from 'pg';
import { identifier } from '#libs/database/sql';

// Names tell who made a database and when, because a killed run cannot tidy up: pmst_c_<seconds>_<host>_<pid>_<service>_<unique>.
const host = createHash('sha256').update(hostname()).digest('hex').slice(0, 4);
const seconds = () => Math.floor(Date.now() / 1_000);
const plain = (service: string) => service.toLowerCase().replace(/[^a-z0-9]+/g, '').slice(0, 16);

export function templateName(service: string, fingerprint: string): string {
  return `pmst_t_${plain(service)}_${fingerprint}`;
}

export function cloneName(service: string, unique: string): string {
  return `pmst_c_${seconds()}_${host}_${process.pid}_${plain(service)}_${unique}`;
}

const abandonedAfterS = 60 * 60;
const templatesKept = 5;

/** Drops what dead runs left: clones of processes that are gone or older than an hour and unused, and all but the newest few templates of a service. */
export async function dropLeftovers(admin: Client): Promise<void> {
  const { rows } = await admin.query<{ datname: string; busy: boolean; oid: number }>(
    `SELECT datname, oid, EXISTS (SELECT FROM pg_stat_activity a WHERE a.datid = d.oid AND a.usename IS NOT NULL) AS busy
       FROM pg_database d WHERE datname LIKE 'pmst\\_%' ORDER BY oid DESC`,
  );
  for (const { datname, busy } of rows) if (!busy && isAbandonedClone(datname)) await drop(admin, datname);
  const templates = rows.map(({ datname }) => datname).filter((name) => /^pmst_t_[a-z0-9]+_[0-9a-f]{10}$/.test(name));
  const byService = Map.groupBy(templates, (name) => name.split('_')[2]);
  for (const names of byService.values()) {
    for (const name of names.slice(templatesKept)) {
      await admin.query(`ALTER DATABASE ${identifier(name)} WITH IS_TEMPLATE false`);
      await drop(admin, name);
    }
  }
}

function isAbandonedClone(name: string): boolean {
  const [, made, madeOn, pid] = /^pmst_c_(\d+)_([0-9a-f]{4})_(\d+)_/.exec(name) ?? [];
  if (made === undefined || pid === undefined) return false;
  return seconds() - Number(made) > abandonedAfterS || (madeOn === host && !isAlive(Number(pid)));
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** Somebody may have come in between: then it is not a leftover. */
async function drop(admin: Client, name: string): Promise<void> {
  try {
    await admin.query(`DROP DATABASE IF EXISTS ${identifier(name)}`);
  } catch {
    return;
  }
}
