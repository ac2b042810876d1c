import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { inheritedEnvironment } from '../../../deploy/local/config.ts';
import { logFile } from '../../../deploy/local/log-file.ts';
import { freePorts } from '../../../deploy/local/preflight.ts';
import type { Processes } from '../../../deploy/local/processes.ts';
import { stringify } from 'yaml';

export interface Firing {
  readonly alert: string;
  readonly labels: Readonly<Record<string, string>>;
}

const answer = z.object({ data: z.object({ alerts: z.array(z.object({ state: z.string(), labels: z.record(z.string(), z.string()) })) }) });
/** Longer than /metrics waits for a database that is away (two seconds). */
const EVERY = '3s';
const PATIENCE_MS = 240_000;

/** A real Prometheus that scrapes the services with the given rules. */
export class Prometheus {
  readonly #url: string;

  private constructor(url: string) {
    this.#url = url;
  }

  static async start(processes: Processes, directory: string, targets: readonly string[], rules: string): Promise<Prometheus> {
    const home = join(directory, 'prometheus');
    mkdirSync(home, { recursive: true });
    const config = {
      global: { scrape_interval: EVERY, scrape_timeout: EVERY, evaluation_interval: '1s' },
      rule_files: ['alerts.yaml'],
      scrape_configs: [{ job_name: 'partner-management', honor_labels: true, static_configs: [{ targets }] }],
    };
    writeFileSync(join(home, 'alerts.yaml'), rules);
    writeFileSync(join(home, 'prometheus.yaml'), stringify(config));
    const [port = 0] = await freePorts(1);
    const args = [`--config.file=${join(home, 'prometheus.yaml')}`, `--storage.tsdb.path=${join(home, 'data')}`, `--web.listen-address=127.0.0.1:${port}`];
    processes.start({ name: 'prometheus', command: 'prometheus', args, env: inheritedEnvironment(), cwd: home, logFile: logFile(directory, 'prometheus'), stopOrder: 1, graceMs: 3000, restart: false });
    const prometheus = new Prometheus(`http://127.0.0.1:${port}`);
    for (const end = Date.now() + 60_000; !(await prometheus.#isReady()); await sleep(200)) if (Date.now() > end) throw new Error('Prometheus did not start; is Debian’s package prometheus installed?');
    return prometheus;
  }

  async firing(): Promise<Firing[]> {
    const reply: unknown = await (await fetch(`${this.#url}/api/v1/alerts`)).json();
    const { data } = answer.parse(reply);
    return data.alerts.filter(({ state }) => state === 'firing').map(({ labels: { alertname = '', ...labels } }) => ({ alert: alertname, labels }));
  }

  /** Seconds until the alert (of this service, where one is named) fires, or does not any more; undefined where that took too long. */
  async until(fires: boolean, alert: string, service?: string): Promise<number | undefined> {
    const began = Date.now();
    for (;;) {
      const is = (await this.firing()).some((one) => one.alert === alert && (service === undefined || one.labels['service'] === service));
      if (is === fires) return (Date.now() - began) / 1000;
      if (Date.now() - began > PATIENCE_MS) return undefined;
      await sleep(500);
    }
  }

  /** What still fires when nothing is wrong any more: waits as long as a consumer may take to join its group again. */
  async left(): Promise<Firing[]> {
    for (const end = Date.now() + PATIENCE_MS; ; await sleep(500)) {
      const firing = await this.firing();
      if (firing.length === 0 || Date.now() > end) return firing;
    }
  }

  async #isReady(): Promise<boolean> {
    return fetch(`${this.#url}/-/ready`).then(
      ({ ok }) => ok,
      () => false,
    );
  }
}
