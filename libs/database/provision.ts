import { Client } from 'pg';
import { closeToOthers } from './close-to-others.ts';
import { databaseErrorCode } from './failures.ts';
import { patientlyConnected } from './patient.connect.ts';
import { identifier, literal } from './sql.ts';

export interface Provisioning {
  /** A role that may create databases and roles; it need not be a superuser. */
  readonly adminUrl: string;
  /** The database's name, lower snake case. */
  readonly name: string;
  readonly ownerPassword: string;
  readonly runtimePassword: string;
}

export interface ProvisionedDatabase {
  readonly ownerRole: string;
  readonly runtimeRole: string;
  /** For migrations alone. */
  readonly ownerUrl: string;
  /** For the service. */
  readonly runtimeUrl: string;
  /** What the administrator may not set and somebody who may should, as sentences with the SQL; empty where all is well. */
  readonly hints: readonly string[];
}

const insufficientPrivilege = '42501';
const lockKey = 7_203_114_002;
/** A server that comes with this very installation may be starting still. */
const patienceMs = 120_000;

/**
 * Makes a service's database with its two roles: `<name>_owner`, who owns and migrates it, and `<name>_app`, who may only do what migrations grant.
 * Safe to repeat, also at the same time; sets the passwords to those given.
 */
export async function provisionDatabase({ adminUrl, name, ownerPassword, runtimePassword }: Provisioning): Promise<ProvisionedDatabase> {
  // Before anything is made: a bad name must leave no roles behind.
  for (const made of [name, `${name}_owner`]) identifier(made);
  const ownerRole = `${name}_owner`;
  const runtimeRole = `${name}_app`;
  const ownerUrl = urlFor(adminUrl, name, ownerRole, ownerPassword);
  const hints = await asAdmin(adminUrl, async (admin) => {
    await ensureRole(admin, ownerRole, ownerPassword);
    await ensureRole(admin, runtimeRole, runtimePassword);
    const unset = await keepOutOfServerLog(admin, runtimeRole);
    await joinRole(admin, ownerRole);
    const found = await admin.query('SELECT 1 FROM pg_database WHERE datname = $1', [name]);
    if (found.rowCount === 0) await admin.query(`CREATE DATABASE ${identifier(name)} OWNER ${identifier(ownerRole)} ENCODING 'UTF8' TEMPLATE template0`);
    await closed(ownerUrl, runtimeRole);
    return unset;
  });
  return { ownerRole, runtimeRole, ownerUrl, runtimeUrl: urlFor(adminUrl, name, runtimeRole, runtimePassword), hints };
}

/** Connects as the administrator, by default under a lock that keeps two provisioners from tripping over each other. */
export async function asAdmin<T>(adminUrl: string, work: (admin: Client) => Promise<T>, lock: 'locked' | 'unlocked' = 'locked'): Promise<T> {
  const admin = await patientlyConnected(() => new Client({ connectionString: adminUrl, application_name: 'provision', connectionTimeoutMillis: 10_000, lock_timeout: 120_000 }), patienceMs);
  try {
    if (lock === 'locked') await admin.query('SELECT pg_advisory_lock($1)', [lockKey]);
    return await work(admin);
  } finally {
    await admin.end();
  }
}

/** A role that can log in and nothing else, with this password. */
export async function ensureRole(admin: Client, role: string, password: string): Promise<void> {
  const found = await admin.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [role]);
  const verb = found.rowCount === 0 ? 'CREATE' : 'ALTER';
  const settings = found.rowCount === 0 ? 'LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS INHERIT' : 'LOGIN';
  await admin.query(`${verb} ROLE ${identifier(role)} WITH ${settings} PASSWORD ${literal(password)}`);
}

// Deadlocks quote the statements of both sides in their detail, which `terse` leaves out.
const quietLog = { log_min_error_statement: 'panic', log_error_verbosity: 'terse' };

/**
 * Keeps personal data out of PostgreSQL's own log: it writes a statement that failed with it, and the values of a row that was refused in its detail.
 * That takes a superuser, or PostgreSQL 15 and `GRANT SET ON PARAMETER`; returns a hint for each setting that the administrator may not make.
 */
export async function keepOutOfServerLog(admin: Client, role: string): Promise<string[]> {
  const hints: string[] = [];
  for (const [setting, value] of Object.entries(quietLog)) {
    try {
      await admin.query(`ALTER ROLE ${identifier(role)} SET ${identifier(setting)} = ${literal(value)}`);
    } catch (error) {
      if (databaseErrorCode(error) !== insufficientPrivilege) throw error;
      if (await hasSetting(admin, role, `${setting}=${value}`)) continue;
      hints.push(`Failed statements of ${role} may put personal data into PostgreSQL's log. As a superuser: ALTER ROLE ${identifier(role)} SET ${setting} = ${value}`);
    }
  }
  return hints;
}

async function hasSetting(admin: Client, role: string, setting: string): Promise<boolean> {
  const { rowCount } = await admin.query('SELECT FROM pg_db_role_setting s JOIN pg_roles r ON r.oid = s.setrole WHERE r.rolname = $1 AND s.setdatabase = 0 AND $2 = ANY (s.setconfig)', [role, setting]);
  return rowCount === 1;
}

/** Who is no superuser must act with the rights of the role that is to own a database; having made the role (PostgreSQL 16+) is not enough. */
export async function joinRole(admin: Client, role: string): Promise<void> {
  const { rows } = await admin.query<{ member: boolean }>("SELECT pg_has_role(current_user, $1, 'USAGE') AS member", [role]);
  if (rows[0]?.member !== true) await admin.query(`GRANT ${identifier(role)} TO CURRENT_USER`);
}

/** The same server, another database and role. */
export function urlFor(adminUrl: string, name: string, role: string, password: string): string {
  const url = new URL(adminUrl);
  url.username = encodeURIComponent(role);
  url.password = encodeURIComponent(password);
  url.pathname = `/${name}`;
  return url.toString();
}

async function closed(ownerUrl: string, runtimeRole: string): Promise<void> {
  const owner = new Client({ connectionString: ownerUrl, application_name: 'provision', connectionTimeoutMillis: 10_000 });
  await owner.connect();
  try {
    await closeToOthers(owner, runtimeRole);
  } finally {
    await owner.end();
  }
}
