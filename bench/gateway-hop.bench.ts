import { Pool as HttpPool } from 'undici';
import { freePorts } from '../deploy/local/preflight.ts';
import { end, startScript } from './child.ts';
import { byTurns, measure, type Measured } from './measure.ts';
import { grade, type Result } from './result.ts';
import { unlimited, type Surroundings } from './surroundings.ts';

const CLIENTS = 32;

/** The gateway's hop beside a bare Nest-Fastify proxy with one undici client, both in front of the same stub. */
export async function gatewayHop(around: Surroundings): Promise<Result[]> {
  const [stubPort = 0, barePort = 0] = await freePorts(2);
  const stubUrl = `http://127.0.0.1:${stubPort}`;
  const stub = await startScript('stub-upstream.ts', String(stubPort));
  const bare = await startScript('bare-proxy.ts', String(barePort), stubUrl);
  const stack = await around.stack({ env: { LOG_LEVEL: 'warn' }, serviceEnv: { gateway: { ...unlimited, APPLICATIONS_URL: stubUrl } } });
  const throughBare = new HttpPool(`http://127.0.0.1:${barePort}`, { connections: CLIENTS });
  const throughGateway = new HttpPool(stack.gatewayUrl, { connections: CLIENTS });
  const loop = (pool: HttpPool) => (): Promise<Measured> => measure({ clients: CLIENTS, seconds: 6, warmUp: 2, call: () => get(pool) });
  try {
    const [raw, hop] = await byTurns(3, loop(throughBare), loop(throughGateway), (value) => value.perSecond);
    return [
      {
        bench: 'gateway-hop',
        what: 'GET through the gateway, 32 clients',
        unit: '/s',
        value: hop.perSecond,
        raw: { what: 'a bare Nest-Fastify proxy with one undici client', value: raw.perSecond },
        must: '≥ 60 %',
        aim: '75 %',
        met: grade(hop.perSecond / raw.perSecond, 0.6, 0.75),
        times: hop,
      },
    ];
  } finally {
    await throughBare.close();
    await throughGateway.close();
    await stack.stop();
    await end(bare);
    await end(stub);
  }
}

async function get(pool: HttpPool): Promise<void> {
  const answer = await pool.request({ method: 'GET', path: '/api/programme', headers: { accept: 'application/json' } });
  await answer.body.dump();
  if (answer.statusCode !== 200) throw new Error(`The hop answered ${answer.statusCode}.`);
}
