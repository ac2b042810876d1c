/** Asks again until the answer fits; gives the last one where it never does. */
export async function eventually<T>(ask: () => Promise<T>, fits: (value: T) => boolean, timeoutMs = 120_000): Promise<T> {
  const end = Date.now() + timeoutMs;
  for (;;) {
    const value = await ask();
    if (fits(value) || Date.now() > end) return value;
    await new Promise((resolve) => setTimeout(resolve, 150));
  }
}
