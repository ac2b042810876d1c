/** The sum of a metric's series at a process; infinite where it cannot say, as while its database is away. */
export async function figure(managementUrl: string, name: string): Promise<number> {
  const text = await fetch(`${managementUrl}/metrics`).then((answer) => answer.text(), () => '');
  const values = [...text.matchAll(new RegExp(`^${name}(?:{[^}]*})? (\\S+)$`, 'gm'))].map(([, value]) => Number(value));
  return values.length === 0 ? Number.POSITIVE_INFINITY : values.reduce((sum, value) => sum + value, 0);
}
