// Gathers below a folder what one image has of this repository: `node deploy/image/assemble.ts leads <folder>`, after the build.
import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root } from '../local/root.ts';
import { serviceDefinitions } from '../local/services.ts';

/** What an image has besides dist/libs, and what its process starts. */
type Parts = { files: readonly string[]; main: string; health: boolean };

/** The commands of `npm run ops`, which work with the container's own environment there. */
const operations = [
  ...['ops.ts', 'running-stack.ts', 'config.ts', ...['choice.ts', 'usage.ts', 'one-service.ts', 'parked.ts', 'outbox.ts', 'consumers.ts'].map((file) => `ops/${file}`)].map((file) => `tools/${file}`),
  'deploy/image/config.ts',
  ...['root.ts', 'running-process.ts', 'services.ts', 'start-error.ts'].map((file) => `deploy/local/${file}`),
];
/** All services at once, where none of them runs: in a Job, for instance after a restore. */
const setUp = [
  ...operations,
  ...['migrate.ts', 'topics.ts', 'environment.ts'].map((file) => `deploy/image/${file}`),
  ...['secrets.ts'].map((file) => `deploy/local/${file}`),
  // What follows a restore; backup and restore themselves need PostgreSQL's programs, which are not in here.
  ...['recover.ts', 'recovery.ts', 'places.ts', 'moment.ts', 'lost-list.ts', 'databases.ts', 'session.ts', 'manifest.ts', 'program.ts', 'connection.ts', 'config.ts', 'topics.ts'].map((file) => `deploy/backup/${file}`),
  'deploy/kafka/topics.yaml',
  '.env.example',
];

export function partsOf(name: string): Parts {
  if (name === 'portal') return { files: ['dist/portal'], main: 'dist/libs/pages/main.js', health: true };
  if (name === 'migrate') return { files: ['dist/services', ...setUp], main: 'deploy/image/migrate.ts', health: false };
  if (!serviceDefinitions.some((it) => it.name === name)) throw new Error(`SERVICE is "${name}"; it must be ${[...serviceDefinitions.map((it) => it.name), 'portal', 'migrate'].join(', ')}.`);
  const pages = name === 'gateway' ? ['dist/portal'] : [];
  return { files: [`dist/services/${name}`, ...pages, ...operations], main: `dist/services/${name}/main.js`, health: true };
}

/** Everything goes to `<folder>/app`, and the command `ops` into the path. */
export function assemble(name: string, folder: string): void {
  const { files, main, health } = partsOf(name);
  const app = join(folder, 'app');
  for (const file of ['dist/libs', ...files]) {
    mkdirSync(dirname(join(app, file)), { recursive: true });
    cpSync(join(root, file), join(app, file), { recursive: true });
  }
  const { version, license, type, dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Record<string, unknown>;
  // The name #libs/* means the compiled ones, whatever conditions Node is given.
  const described = { name: `partner-management-${name}`, version, license, type, private: true, imports: { '#libs/*': './dist/libs/*.js' }, dependencies };
  writeFileSync(join(app, 'package.json'), `${JSON.stringify(described, null, 2)}\n`);
  writeFileSync(join(app, 'main.js'), `import './${main}';\n`);
  writeFileSync(join(app, 'health.js'), health ? asksItself : '// A command that ends by itself: there is nothing to ask.\n');
  if (existsSync(join(app, 'tools/ops.ts'))) command(folder, 'ops', 'tools/ops.ts');
}

const asksItself = `// Whether the process of this container is ready; exit code 1 when it is not.
const url = \`http://127.0.0.1:\${process.env.MANAGEMENT_PORT || 3200}/health/ready\`;
const ready = await fetch(url, { signal: AbortSignal.timeout(4000) }).then((answer) => answer.ok, () => false);
process.exit(ready ? 0 : 1);
`;

function command(folder: string, name: string, script: string): void {
  const file = join(folder, 'usr/local/bin', name);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `#!/usr/local/bin/node\nimport('/app/${script}');\n`);
  chmodSync(file, 0o755);
}

const [name, folder] = process.argv.slice(2);
if (import.meta.main && (name === undefined || folder === undefined)) throw new Error('Usage: node deploy/image/assemble.ts <service> <folder>');
if (import.meta.main && name !== undefined && folder !== undefined) assemble(name, folder);
