import { join } from 'node:path';
import { freePorts } from '../../deploy/local/preflight.ts';
import { Processes } from '../../deploy/local/processes.ts';
import { root } from '../../deploy/local/root.ts';
import { RunningService } from '../../deploy/local/service-process.ts';
import { serviceDefinitions } from '../../deploy/local/services.ts';
import type { Stack, StackOptions } from '../../deploy/local/stack.ts';
import { unlimited, type Surroundings } from '../surroundings.ts';
import { Balancer } from './balancer.ts';

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
  const balancers = new Map<string, Balancer>();
  for (const each of names) balancers.set(each, await Balancer.start());
  const urlOf = (each: string): string => balancers.get(each)?.url ?? '';
  const urls = Object.fromEntries(names.filter((each) => each !== 'gateway').map((each) => [`${each.toUpperCase()}_URL`, urlOf(each)]));
  const env = { LOG_LEVEL: 'warn', JWKS_URL: `${urlOf('identity')}/.well-known/jwks.json`, ...settings, ...options.env };
  const ends = new Map<string, string>();
  const processes = new Processes({ listFile: join(around.directory, `fleet-${mark}.json`), onCrash: (crash) => ends.set(crash.name, crash.how) });
  const stack = await around.stack({ ...options, processes, stepBack: false, env, databasePrefix, kafkaPrefix, publicUrl: urlOf('gateway'), serviceEnv: { ...options.serviceEnv, gateway: { ...unlimited, ...urls, ...options.serviceEnv?.['gateway'] } } });
  const running = new Map(Object.entries(stack.services));
  for (const [each, service] of running) balancers.get(each)?.add(service);
  for (const [each, { url }] of running) await balancers.get(each)?.untilReady(url);

  const replace: Fleet['replace'] = async (each) => {
    const [definition, old, balancer] = [serviceDefinitions.find((one) => one.name === each), running.get(each), balancers.get(each)];
    if (definition === undefined || old === undefined || balancer === undefined) throw new Error(`There is no service ${each}.`);
    const [port, management] = await freePorts(2);
    const its = { ...old.env, PORT: String(port), MANAGEMENT_PORT: String(management) };
    const next = new RunningService({ definition: { ...definition, background: false }, env: its, processes, root, directory: join(around.directory, `fleet-${mark}`), restart: false });
    await next.untilReady();
    balancer.add(next);
    await balancer.untilReady(next.url);
    running.set(each, next);
    const began = performance.now();
    await old.kill('SIGTERM');
    balancer.remove(old.url);
    return { how: ends.get(each) ?? 'unknown', seconds: (performance.now() - began) / 1000 };
  };
  const stop = async (): Promise<void> => {
    await processes.stop();
    for (const balancer of balancers.values()) balancer.stop();
  };
  return { stack, url: urlOf('gateway'), names, databasePrefix, kafkaPrefix, replace, running, stop };
}
