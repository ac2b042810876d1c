import { readFileSync, writeFileSync } from 'node:fs';

/**
 * Adds to package-lock.json the packages of other platforms that a registry mirror did not offer: `npm install` leaves them out of the lock then,
 * and `npm ci` refuses a lock without them. Versions come from the packages that name them, platforms from their names. Run by `npm run lockfile`.
 */
interface Entry {
  version?: string;
  dev?: boolean;
  optional?: boolean;
  os?: string[];
  cpu?: string[];
  optionalDependencies?: Record<string, string>;
}

const systems: Record<string, string> = { windows: 'win32' };
for (const name of ['android', 'darwin', 'freebsd', 'linux', 'win32', 'openharmony', 'openbsd', 'netbsd', 'sunos', 'aix']) systems[name] = name;
const processors = new Set(['arm', 'arm64', 'x64', 'ia32', 'ppc64', 'riscv64', 's390x', 'loong64', 'wasm32', 'mips64el']);

const file = 'package-lock.json';
const lock = JSON.parse(readFileSync(file, 'utf8')) as { packages: Record<string, Entry> };
const { '': top = {}, ...packages } = lock.packages;

/** Whether a package asked for at `from` is found there or in a folder above. */
function isThere(from: string, name: string): boolean {
  for (let at = from; ; at = at.slice(0, Math.max(at.lastIndexOf('/node_modules/'), 0))) {
    if (`${at === '' ? '' : `${at}/`}node_modules/${name}` in packages) return true;
    if (at === '') return false;
  }
}

let added = 0;
for (const [path, entry] of Object.entries(packages)) {
  for (const [name, range] of Object.entries(entry.optionalDependencies ?? {})) {
    const words = (name.split('/').at(-1) ?? '').split('-');
    const os = words.map((word) => systems[word]).find((word) => word !== undefined);
    const cpu = words.find((word) => processors.has(word));
    if (isThere(path, name) || (os === undefined && cpu === undefined)) continue;
    packages[`node_modules/${name}`] = {
      version: range.replace(/^[\^~]/, ''),
      ...(entry.dev ? { dev: true } : {}),
      optional: true,
      ...(os === undefined ? {} : { os: [os] }),
      ...(cpu === undefined ? {} : { cpu: [cpu] }),
    };
    added += 1;
  }
}
lock.packages = { '': top, ...Object.fromEntries(Object.entries(packages).sort(([a], [b]) => (a < b ? -1 : 1))) };
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
process.stdout.write(`${added} packages of other platforms added to ${file}.\n`);
