/** Ends a Fastify hook with what a promise comes to; hooks that only sometimes wait are cheaper with a callback. */
export async function settle(work: Promise<void>, done: (error?: Error) => void): Promise<void> {
  try {
    await work;
  } catch (error) {
    done(error instanceof Error ? error : new Error('A hook failed.'));
    return;
  }
  done();
}
