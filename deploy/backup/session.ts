import pg from 'pg';

const CONNECT_MS = 30_000;

/** A session of an operator's command in a service's database; errors between its statements are told by the next one. */
export async function session(service: string, config: pg.ClientConfig): Promise<pg.Client> {
  const client = new pg.Client({ connectionTimeoutMillis: CONNECT_MS, ...config });
  client.on('error', () => undefined);
  try {
    await client.connect();
  } catch (error) {
    client.end().catch(() => undefined);
    throw new Error(`The database of ${service} cannot be reached: ${error instanceof Error ? error.message || error.name : String(error)}`);
  }
  return client;
}

/** All of them; or the first failure, once nothing is under way any more. */
export async function all<T>(work: readonly Promise<T>[]): Promise<T[]> {
  const settled = await Promise.allSettled(work);
  const failed = settled.find((each) => each.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
  return settled.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
}
