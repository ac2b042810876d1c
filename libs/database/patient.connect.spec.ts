import { afterEach, expect, test } from '@jest/globals';
import { connect, createServer, type Server } from 'node:net';
import { Client } from 'pg';
import { adminUrl } from '#libs/testing/test-template';
import { patientlyConnected } from './patient.connect.ts';

let door: Server | undefined;
afterEach(() => void door?.close());

/** A port that leads to the database from now on, or leads nowhere until `open` is called. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address !== null ? address.port : 0;
}

function open(port: number): void {
  const { hostname, port: behind } = new URL(adminUrl());
  door = createServer((socket) => {
    const to = connect(Number(behind || 5432), hostname);
    socket.on('error', () => to.destroy());
    to.on('error', () => socket.destroy());
    socket.pipe(to).pipe(socket);
  }).listen(port, '127.0.0.1');
}

function through(port: number): string {
  const url = new URL(adminUrl());
  [url.hostname, url.port] = ['127.0.0.1', String(port)];
  return url.toString();
}

test('a database that is there only later is waited for', async () => {
  const port = await freePort();
  let tries = 0;
  const make = (): Client => {
    tries += 1;
    if (tries === 2) open(port);
    return new Client({ connectionString: through(port) });
  };
  const client = await patientlyConnected(make, 60_000);
  expect((await client.query<{ one: number }>('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
  expect(tries).toBeGreaterThanOrEqual(2);
  await client.end();
});

test('one that does not come is given up', async () => {
  const port = await freePort();
  await expect(patientlyConnected(() => new Client({ connectionString: through(port) }), 0)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
});

test('what waiting does not change is said at once', async () => {
  let tries = 0;
  const url = new URL(adminUrl());
  url.pathname = '/spec_no_such_database';
  const make = (): Client => {
    tries += 1;
    return new Client({ connectionString: url.toString() });
  };
  await expect(patientlyConnected(make, 60_000)).rejects.toMatchObject({ code: '3D000' });
  expect(tries).toBe(1);
});
