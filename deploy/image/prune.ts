// Run in the image's build beside package-lock.json: takes out of node_modules what nothing loads when the services run.
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

interface Entry {
  devOptional?: boolean;
  optional?: boolean;
}

/** Read by compilers, debuggers and people; licences stay. */
const unread = /(\.d\.[cm]?ts|\.map|\.tsbuildinfo|\.md|\.markdown)$/i;
/** Debian's C library is another one. */
const foreign = /-(musl|musleabi|musleabihf)$/;

const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')) as { packages: Record<string, Entry> };
for (const [path, { devOptional, optional }] of Object.entries(lock.packages)) {
  // `npm ci --omit=dev` leaves what production could use where it happened to be there, such as the compiler.
  if ((devOptional === true || (optional === true && foreign.test(path))) && existsSync(path)) rmSync(path, { recursive: true });
}
for (const entry of readdirSync('node_modules', { recursive: true, withFileTypes: true })) {
  if (entry.isFile() && unread.test(entry.name)) rmSync(join(entry.parentPath, entry.name));
}
rmSync(join('node_modules', '.bin'), { recursive: true, force: true });
rmSync(join('node_modules', '.package-lock.json'), { force: true });
