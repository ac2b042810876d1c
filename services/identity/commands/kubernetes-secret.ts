import { readFile } from 'node:fs/promises';
import { request } from 'node:https';
import { join } from 'node:path';

/** Where a pod finds its service account, once it is mounted. */
const account = '/var/run/secrets/kubernetes.io/serviceaccount';

export interface KubernetesApi {
  /** Folder with `token`, `ca.crt` and `namespace`. */
  readonly account?: string;
  readonly host?: string;
  readonly port?: number;
}

/**
 * Puts values into a Secret that is there already, or takes all out of it (`null`), by the pod's service account, which needs `patch` on that Secret and
 * nothing else. Throws with what the API says, never with a value.
 */
export async function patchSecret(name: string, values: Readonly<Record<string, string>> | null, api: KubernetesApi = {}): Promise<void> {
  const { account: folder = account, host = 'kubernetes.default.svc', port = 443 } = api;
  const [token, ca, namespace] = await Promise.all(['token', 'ca.crt', 'namespace'].map((file) => readFile(join(folder, file), 'utf8'))).catch((error: unknown) => {
    throw new Error('The pod has no service account mounted, so the Secret cannot be written.', { cause: error });
  });
  const headers = { authorization: `Bearer ${token?.trim()}`, 'content-type': 'application/merge-patch+json', accept: 'application/json' };
  const path = `/api/v1/namespaces/${encodeURIComponent(namespace?.trim() ?? '')}/secrets/${encodeURIComponent(name)}`;
  const body = JSON.stringify(values === null ? { data: null } : { stringData: values });
  const status = await new Promise<number | undefined>((resolve, reject) => {
    const sent = request({ host, port, path, method: 'PATCH', ca, headers, timeout: 20_000 }, (answer) => {
      answer.resume();
      answer.on('end', () => resolve(answer.statusCode));
    });
    sent.on('timeout', () => sent.destroy(new Error('no answer within 20 s')));
    sent.on('error', (error) => reject(new Error(`Kubernetes' API cannot be reached: ${error.message}`, { cause: error })));
    sent.end(body);
  });
  if (status !== 200) throw new Error(`Kubernetes' API answered ${status} to a change of the Secret ${name}${status === 404 ? ': the chart makes it' : status === 403 ? ': its Role must allow patch' : ''}.`);
}
