import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { patchSecret } from './kubernetes-secret.ts';

// An API server that speaks as Kubernetes' does to the one request that a pod may make.
let folder: string;
let server: Server;
let port = 0;
const asked: { method?: string | undefined; url?: string | undefined; token?: string | undefined; type?: string | undefined; body: unknown }[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'account-'));
  execFileSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2', '-subj', '/CN=kube', '-addext', 'subjectAltName=DNS:localhost', '-keyout', join(folder, 'key'), '-out', join(folder, 'ca.crt')], { stdio: 'ignore' });
  writeFileSync(join(folder, 'token'), 'the-pods-token\n');
  writeFileSync(join(folder, 'namespace'), 'partners');
  server = createServer({ key: readFileSync(join(folder, 'key')), cert: readFileSync(join(folder, 'ca.crt')) }, (request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      asked.push({ method: request.method, url: request.url, token: request.headers.authorization, type: request.headers['content-type'], body: JSON.parse(Buffer.concat(chunks).toString()) });
      response.writeHead(request.url?.endsWith('/first-admin') ? 200 : 403, { 'content-type': 'application/json' }).end('{}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  const address = server.address();
  port = typeof address === 'object' && address !== null ? address.port : 0;
});
afterAll(() => {
  server?.close();
  rmSync(folder, { recursive: true, force: true });
});

const api = () => ({ account: folder, host: 'localhost', port });

test('the link goes into the Secret by the pod’s token, and out of it again', async () => {
  await patchSecret('first-admin', { link: 'https://partners.example/activate#token=canary' }, api());
  await patchSecret('first-admin', null, api());
  const common = { method: 'PATCH', url: '/api/v1/namespaces/partners/secrets/first-admin', token: 'Bearer the-pods-token', type: 'application/merge-patch+json' };
  expect(asked).toEqual([{ ...common, body: { stringData: { link: 'https://partners.example/activate#token=canary' } } }, { ...common, body: { data: null } }]);
});

test('what fails is said without the link or the token', async () => {
  await expect(patchSecret('other', { link: 'canary' }, api())).rejects.toThrow(/^Kubernetes' API answered 403 to a change of the Secret other: its Role must allow patch\.$/);
  await expect(patchSecret('first-admin', null, { account: join(folder, 'nothing') })).rejects.toThrow('The pod has no service account mounted');
  await expect(patchSecret('first-admin', null, { ...api(), port: 1 })).rejects.toThrow(/^Kubernetes' API cannot be reached/);
});
