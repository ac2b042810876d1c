// Compiles services and libs to dist/, with the files that they read beside them, and bundles the portal; does nothing when no source has changed since.
import { createHash } from 'node:crypto';
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { buildPortal } from './portal-build.ts';

const root = join(import.meta.dirname, '..');
const dist = join(root, 'dist');
const stampFile = join(dist, '.built-from');
const portalStampFile = join(dist, '.portal-built-from');
const isForTests = (path: string): boolean => /\.spec\.ts$|^libs\/testing\/|^services\/[^/]+\/(spec|testing)\//.test(path);
const isSource = (path: string): boolean => path.endsWith('.ts') && !isForTests(path);
const isAsset = (path: string): boolean => !isForTests(path) && !/\.(ts|md|snap)$/.test(path) && !path.includes('/golden/') && !path.includes('__snapshots__');

const files = ['services', 'libs'].filter((folder) => existsSync(join(root, folder))).flatMap((folder) => filesBelow(folder)).toSorted();
const sources = files.filter(isSource);
const assets = files.filter(isAsset);
const stamp = fingerprint([...sources, ...assets, 'tsconfig.json', 'tsconfig.build.json', 'package-lock.json']);
const portalFiles = filesBelow('portal').filter((path) => !path.endsWith('.spec.ts'));
const portalStamp = fingerprint([...portalFiles, ...sources.filter((path) => path.startsWith('libs/contracts/')), 'tools/portal-build.ts', 'package-lock.json'].toSorted());

if (isBuiltFrom(stampFile, stamp)) console.log('Services are up to date.');
else build();
if (isBuiltFrom(portalStampFile, portalStamp)) console.log('The portal is up to date.');
else bundle();

function isBuiltFrom(file: string, expected: string): boolean {
  return existsSync(file) && readFileSync(file, 'utf8') === expected;
}

function bundle(): void {
  rmSync(portalStampFile, { force: true });
  mkdirSync(dist, { recursive: true });
  if (!buildPortal(root)) {
    console.error('The portal could not be built: correct the errors above.');
    process.exitCode = 1;
    return;
  }
  writeFileSync(portalStampFile, portalStamp);
  console.log(`Built the portal from ${portalFiles.length} files.`);
}

function build(): void {
  rmSync(stampFile, { force: true });
  removeOrphans();
  const compiler = join(root, 'node_modules/typescript/lib/tsc.js');
  const compiled = spawnSync(process.execPath, [compiler, '-p', 'tsconfig.build.json'], { cwd: root, stdio: 'inherit' });
  if (compiled.status !== 0) {
    console.error('The build failed: correct the errors above.');
    process.exitCode = 1;
    return;
  }
  for (const asset of assets) {
    mkdirSync(dirname(join(dist, asset)), { recursive: true });
    cpSync(join(root, asset), join(dist, asset));
  }
  writeFileSync(stampFile, stamp);
  console.log(`Built ${sources.length} sources.`);
}

/** What was compiled from a source that is gone would otherwise still be imported. The compiler's memory goes too when its outputs do. */
function removeOrphans(): void {
  const expected = new Set([...assets, ...sources.flatMap((path) => [path.replace(/\.ts$/, '.js'), path.replace(/\.ts$/, '.js.map')])]);
  const built = ['services', 'libs'].filter((folder) => existsSync(join(dist, folder))).flatMap((folder) => filesBelow(folder, dist));
  for (const path of built) if (!expected.has(path)) rmSync(join(dist, path));
  if (sources.some((path) => !existsSync(join(dist, path.replace(/\.ts$/, '.js'))))) rmSync(join(dist, '.tsbuildinfo'), { force: true });
}

function filesBelow(folder: string, from = root): string[] {
  const entries = readdirSync(join(from, folder), { withFileTypes: true, recursive: true });
  return entries.filter((it) => it.isFile()).map((it) => join(it.parentPath, it.name).slice(from.length + 1));
}

function fingerprint(paths: readonly string[]): string {
  const hash = createHash('sha256').update(process.version);
  for (const path of paths) {
    const { mtimeMs, size } = statSync(join(root, path));
    hash.update(`${path}\0${mtimeMs}\0${size}\n`);
  }
  return hash.digest('hex');
}
