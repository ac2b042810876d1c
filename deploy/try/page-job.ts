/**
 * `node page-job.ts <page.md> <namespace> <image> [NAME=value|NAME=…]`: the Job that a page of docs/operations shows, and the volumes' claims it needs, as
 * JSON for kubectl, so that what was tried is what stands there. A variable that is given has that value; `NAME=` takes it out, with the volume of a Secret
 * whose path it had. `args=` replaces the arguments from the second on, separated by blanks; `secret=from=to` renames Secrets by their beginning.
 */
import { readFileSync } from 'node:fs';
import { parseAllDocuments } from 'yaml';

interface Mounted {
  readonly name: string;
}
interface Container {
  image: string;
  args: string[];
  env: { name: string; value?: string; valueFrom?: { secretKeyRef: { name: string } } }[];
  volumeMounts?: (Mounted & { readonly mountPath: string })[];
}
interface Manifest {
  readonly kind: string;
  readonly metadata: { namespace: string };
  readonly spec: { readonly template?: { readonly spec: { readonly containers: [Container]; volumes?: Mounted[] } } };
}

const [page = '', namespace = '', image = '', ...changes] = process.argv.slice(2);
const block = [...readFileSync(page, 'utf8').matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, yaml = '']) => yaml).find((yaml) => yaml.includes('kind: Job'));
if (block === undefined) throw new Error(`${page} shows no Job.`);
const items = parseAllDocuments(block).map((document) => document.toJS() as Manifest).filter(({ kind }) => kind === 'Job' || kind === 'PersistentVolumeClaim');
for (const { metadata, spec } of items) {
  metadata.namespace = namespace;
  if (spec.template === undefined) continue;
  const { spec: pod } = spec.template;
  const [container] = pod.containers;
  container.image = image;
  for (const said of changes) change(pod, container, said.slice(0, said.indexOf('=')), said.slice(said.indexOf('=') + 1));
}
process.stdout.write(JSON.stringify({ apiVersion: 'v1', kind: 'List', items }));

function change(pod: { volumes?: Mounted[] }, container: Container, name: string, value: string): void {
  if (name === 'args') container.args.splice(1, Infinity, ...value.split(' '));
  else if (name === 'secret') {
    const [first = '', second = ''] = value.split('=');
    for (const { valueFrom } of container.env) if (valueFrom?.secretKeyRef.name.startsWith(first)) valueFrom.secretKeyRef.name = second + valueFrom.secretKeyRef.name.slice(first.length);
  } else {
    const taken = container.env.find((variable) => variable.name === name);
    if (taken === undefined && value === '') throw new Error(`${page} has no ${name} that could be taken out.`);
    container.env = container.env.filter((variable) => variable !== taken);
    if (value !== '') container.env.push({ name, value });
    const mount = container.volumeMounts?.find(({ mountPath }) => value === '' && taken?.value?.startsWith(`${mountPath}/`));
    if (mount === undefined) return;
    container.volumeMounts = container.volumeMounts?.filter((it) => it !== mount) ?? [];
    pod.volumes = pod.volumes?.filter((volume) => volume.name !== mount.name) ?? [];
  }
}
