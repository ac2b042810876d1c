import { join } from 'node:path';
import { freePorts } from '../../deploy/local/preflight.ts';
import { Processes } from '../../deploy/local/processes.ts';
import { root } from '../../deploy/local/root.ts';
import { RunningService } from '../../deploy/local/service-process.ts';
import { serviceDefinitions } from '../../deploy/local/services.ts';
import type { Stack, StackOptions } from '../../deploy/local/stack.ts';
import { unlimited, type Surroundings } from '../surroundings.ts';
import { messageOf, startInstrument } from './instrument.ts';

/** A stack whose services call each other through balancers, so that each may have another process, as in a cluster. */
export interface Fleet {
  readonly stack: Stack;
  /** The gateway's balancer. */
  readonly url: string;
  readonly names: readonly string[];
  readonly databasePrefix: string;
  readonly kafkaPrefix: string;
  /** Starts another process of a service, waits until the balancer sends it connections, then ends the first one. */
  replace(name: string): Promise<{ readonly how: string; readonly seconds: number }>;
  /** Those that run now. */
  readonly running: ReadonlyMap<string, RunningService>;
  stop(): Promise<void>;
}

export async function fleet(around: Surroundings, name: string, settings: Record<string, string>, options: Partial<StackOptions> = {}): Promise<Fleet> {
  const mark = Date.now().toString(36);
  const [databasePrefix, kafkaPrefix] = [`bench_${name}_${mark}_`, `bench-${name}-${mark}.`];
  const names = serviceDefinitions.map((definition) => definition.name);
  const balancers = new Map<string, Remote>();
  for (const each of names) balancers.set(each, await balancer());
  const urlOf = (each: string): string => balancers.get(each)?.url ?? '';
  const urls = Object.fromEntries(names.filter((each) => each !== 'gateway').map((each) => [`${each.toUpperCase()}_URL`, urlOf(each)]));
  const env = { LOG_LEVEL: 'warn', JWKS_URL: `${urlOf('identity')}/.well-known/jwks.json`, ...settings, ...options.env };
  const ends = new Map<string, string>();
  const processes = new Processes({ listFile: join(around.directory, `fleet-${mark}.json`), onCrash: (crash) => ends.set(crash.name, crash.how) });
  const stack = await around.stack({ ...options, processes, stepBack: false, env, databasePrefix, kafkaPrefix, publicUrl: urlOf('gateway'), serviceEnv: { ...options.serviceEnv, gateway: { ...unlimited, ...urls, ...options.serviceEnv?.['gateway'] } } });
  const running = new Map(Object.entries(stack.services));
  for (const [each, service] of running) await balancers.get(each)?.add(service);

  const replace: Fleet['replace'] = async (each) => {
    const [definition, old, its] = [serviceDefinitions.find((one) => one.name === each), running.get(each), balancers.get(each)];
    if (definition === undefined || old === undefined || its === undefined) throw new Error(`There is no service ${each}.`);
    const [port, management] = await freePorts(2);
    const env = { ...old.env, PORT: String(port), MANAGEMENT_PORT: String(management) };
    const next = new RunningService({ definition: { ...definition, background: false }, env, processes, root, directory: join(around.directory, `fleet-${mark}`), restart: false });
    await next.untilReady();
    await its.add(next);
    running.set(each, next);
    const began = performance.now();
    await old.kill('SIGTERM');
    await its.remove(old);
    return { how: ends.get(each) ?? 'unknown', seconds: (performance.now() - began) / 1000 };
  };
  const stop = async (): Promise<void> => {
    await processes.stop();
    for (const each of balancers.values()) each.stop();
  };
  return { stack, url: urlOf('gateway'), names, databasePrefix, kafkaPrefix, replace, running, stop };
}

/** A balancer in a process of its own. */
interface Remote {
  readonly url: string;
  /** Resolves when connections go there. */
  add(service: RunningService): Promise<void>;
  remove(service: RunningService): Promise<void>;
  stop(): void;
}

async function balancer(): Promise<Remote> {
  const child = startInstrument('balancer.process.ts');
  const ask = async (wish: object): Promise<void> => {
    const done = messageOf(child);
    child.send(wish);
    await done;
  };
  return {
    url: String(await messageOf(child)),
    add: async ({ url, managementUrl }) => {
      await ask({ do: 'add', url, managementUrl });
      await ask({ do: 'wait', url });
    },
    remove: ({ url }) => ask({ do: 'remove', url }),
    stop: () => void child.kill('SIGKILL'),
  };
}
