import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { nodeFlags } from '../local/node-flags.ts';
import { root } from '../local/root.ts';
import { serviceDefinitions } from '../local/services.ts';
import { assemble, partsOf } from './assemble.ts';

const dockerfile = readFileSync(join(root, 'deploy/Dockerfile'), 'utf8');
const instructions = dockerfile.replaceAll('\\\n', ' ').split('\n').filter((line) => /^[A-Z]+ /.test(line));
const stages = instructions.filter((line) => line.startsWith('FROM '));
const last = instructions.slice(instructions.lastIndexOf(stages.at(-1) ?? ''));
const started = [...serviceDefinitions.map(({ name }) => name), 'portal'];
const all = [...started, 'migrate'];

const folders = new Map<string, string>();

beforeAll(() => {
  if (!existsSync(join(root, 'dist/portal')) || !existsSync(join(root, 'dist/services'))) throw new Error('There is no build in dist/: run npm run build.');
  for (const name of all) {
    const folder = mkdtempSync(join(tmpdir(), `image-${name}-`));
    folders.set(name, folder);
    assemble(name, folder);
    symlinkSync(join(root, 'node_modules'), join(folder, 'app/node_modules'));
  }
});
afterAll(() => {
  for (const folder of folders.values()) rmSync(folder, { recursive: true, force: true });
});

const app = (name: string) => join(folders.get(name) ?? '', 'app');

/** Runs Node in an assembled image's folder, with nothing in the environment but this. */
function run(name: string, args: readonly string[], env: Record<string, string> = {}): Promise<{ code: number; output: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, ['--disable-warning=ExperimentalWarning', ...args], { cwd: app(name), env, timeout: 30_000 }, (error, stdout, stderr) =>
      resolve({ code: typeof error?.code === 'number' ? error.code : error === null ? 0 : -1, output: stdout + stderr }));
  });
}

describe('the Dockerfile', () => {
  test('installs from the lockfile alone, and for the image what production needs', () => {
    const installs = instructions.filter((line) => /\bnpm\b/.test(line));
    expect(installs.every((line) => /npm ci .*--ignore-scripts/.test(line))).toBe(true);
    expect(instructions.find((line) => line.includes('--from=dependencies /app/node_modules/ '))).toBeDefined();
    const dependencies = dockerfile.slice(dockerfile.indexOf(' AS dependencies'), dockerfile.indexOf(' AS system'));
    expect(dependencies).toMatch(/npm ci --omit=dev /);
  });

  test.each(all)('%s is made from files that .dockerignore lets in', (name) => {
    const letIn = readFileSync(join(root, '.dockerignore'), 'utf8').split('\n').filter((line) => line.startsWith('!')).map((line) => line.slice(1));
    const built = partsOf(name).files.filter((file) => !file.startsWith('dist/'));
    expect(built.filter((file) => !letIn.some((path) => file === path || file.startsWith(`${path}/`)))).toEqual([]);
  });

  test('starts from the Node that npm brings', () => {
    const { devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { devDependencies: Record<string, string> };
    const major = /\d+/.exec(devDependencies['node'] ?? '')?.[0];
    expect(instructions).toContain(`ARG NODE_IMAGE=node:${major}-bookworm-slim`);
    expect(new Set(stages.map((line) => line.split(' ')[1]))).toEqual(new Set(['${NODE_IMAGE}', 'build', 'scratch']));
  });

  test('ends in a user without rights, an init that hands signals on, and a question for readiness', () => {
    expect(last[0]).toBe('FROM scratch');
    expect(last).toContain('USER 65532:65532');
    expect(last).toContain(`ENTRYPOINT ${JSON.stringify(['/usr/bin/tini', '--', 'node', ...nodeFlags]).replaceAll(',', ', ')}`);
    expect(last).toContain('CMD ["main.js"]');
    expect(last.find((line) => line.startsWith('HEALTHCHECK'))).toMatch(/CMD \["node", "health.js"\]$/);
    expect(last.filter((line) => /^(RUN|ADD)/.test(line))).toEqual([]);
    expect(last.find((line) => line.startsWith('LABEL'))).toMatch(/image\.title=.*image\.version=.*image\.revision=.*image\.licenses=/);
  });

  test('is given nothing but what it is built from', () => {
    const ignored = readFileSync(join(root, '.dockerignore'), 'utf8').split('\n').filter((line) => line !== '' && !line.startsWith('#'));
    expect(ignored[0]).toBe('*');
    expect(ignored.filter((line) => line.startsWith('!')).map((line) => line.slice(1))).toEqual(['package.json', 'package-lock.json', 'tsconfig.json', 'tsconfig.build.json', 'services', 'libs', 'portal', 'tools', 'deploy/backup', 'deploy/image', 'deploy/kafka', 'deploy/local', '.env.example']);
    expect(instructions.filter((line) => /^(ARG|ENV) .*(PASSWORD|SECRET|TOKEN|KEY)/.test(line))).toEqual([]);
  });
});

describe('what is put into an image', () => {
  test.each(all)('%s: the compiled code, and nothing that only tests or compilers read', (name) => {
    const files = readdirSync(join(app(name), 'dist'), { recursive: true, withFileTypes: true }).filter((it) => it.isFile()).map((it) => join(it.parentPath, it.name));
    expect(files.length).toBeGreaterThan(50);
    expect(files.filter((file) => /\.ts$|\.spec\.|\.env/.test(file))).toEqual([]);
    expect(JSON.parse(readFileSync(join(app(name), 'package.json'), 'utf8'))).not.toHaveProperty('devDependencies');
  });

  test('a service has no other service’s code, and only what serves the portal has its files', () => {
    expect(readdirSync(join(app('leads'), 'dist/services'))).toEqual(['leads']);
    expect(all.filter((name) => existsSync(join(app(name), 'dist/portal')))).toEqual(['gateway', 'portal']);
    expect(() => partsOf('nothing')).toThrow(/SERVICE is "nothing"; it must be identity/);
  });

  test.each(started)('%s: starts, and says which variables it lacks', async (name) => {
    const { code, output } = await run(name, [...nodeFlags, 'main.js']);
    expect([code, output]).toEqual([1, expect.stringContaining('PUBLIC_URL: is missing')]);
  });

  test('a service loads no SDK for traces unless somebody takes them', async () => {
    const script = `
      import { registerHooks } from 'node:module';
      const loaded = new Set();
      registerHooks({ resolve: (name, around, next) => (loaded.add(name), next(name, around)) });
      process.on('exit', () => console.log([...loaded].filter((name) => name.startsWith('@opentelemetry/')).join()));
      await import('./main.js');`;
    const { output } = await run('leads', ['--input-type=module', '--eval', script]);
    expect(output).toMatch(/^@opentelemetry\/api\nleads: [^]*PUBLIC_URL: is missing/);
  });

  test('migrate: says which variable it lacks, and which service there is not', async () => {
    expect(await run('migrate', ['main.js'])).toEqual({ code: 1, output: 'IDENTITY_MIGRATION_DATABASE_URL is missing.\n' });
    expect((await run('migrate', ['main.js', 'nothing'])).output).toMatch(/no service "nothing" with a database; there are identity/);
    expect(await run('migrate', ['deploy/image/topics.ts'])).toEqual({ code: 1, output: expect.stringMatching(/topics could not be declared: .*KAFKA_BROKERS/) });
    expect(await run('migrate', ['deploy/backup/recover.ts', '--from-beginning'])).toEqual({ code: 1, output: expect.stringMatching(/KAFKA_BROKERS/) });
  });

  test('a container’s commands are its service’s, with the container’s environment', async () => {
    const listed = await run('leads', ['tools/ops.ts', '--help'], { IMAGE_SERVICE: 'leads' });
    expect(listed).toEqual({ code: 0, output: expect.stringMatching(/leads\n {2}parked list[^]*outbox status[^]*consumers status[^]*leads\n {2}republish /) });
    expect(await run('leads', ['tools/ops.ts', 'outbox', 'status'], { IMAGE_SERVICE: 'leads' })).toEqual({ code: 1, output: 'leads: DATABASE_URL is missing\n' });
    const tried = await run('identity', ['tools/ops.ts', 'audit', 'verify'], { IMAGE_SERVICE: 'identity', PUBLIC_URL: 'http://localhost' });
    expect(tried).toEqual({ code: 1, output: expect.stringMatching(/DATABASE_URL: is missing/) });
  });

  test('migrate has the commands of every service whose database it is given, for Jobs where no service runs', async () => {
    const env = { IMAGE_SERVICE: 'migrate', LEADS_DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none', IDENTITY_DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' };
    expect((await run('migrate', ['tools/ops.ts', 'help'], env)).output).toMatch(/identity, leads\n {2}parked list/);
    const { code, output } = await run('migrate', ['tools/ops.ts', 'outbox', 'status', '--service=leads'], env);
    expect([code, output]).toEqual([1, expect.stringMatching(/^leads: the database cannot be reached/)]);
  });

  test('is healthy when it is ready', async () => {
    let status = 200;
    const asked: string[] = [];
    const server = createServer((request, response) => {
      asked.push(request.url ?? '');
      response.writeHead(status).end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const env = { MANAGEMENT_PORT: String(typeof address === 'object' ? address?.port : 0) };
    expect((await run('leads', ['health.js'], env)).code).toBe(0);
    status = 503;
    expect((await run('leads', ['health.js'], env)).code).toBe(1);
    server.close();
    expect((await run('leads', ['health.js'], env)).code).toBe(1);
    expect(new Set(asked)).toEqual(new Set(['/health/ready']));
  });
});
