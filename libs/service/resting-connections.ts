/**
 * For undici's pools: a connection that rests is closed by whoever asks, before the other side does so while the next request is on its way. The second
 * value is what counts: Node's servers name their own time in each answer (72 s here), and undici would follow it. Its clock goes by steps of half a second.
 */
export const restingConnections = { keepAliveTimeout: 3000, keepAliveMaxTimeout: 3000 } as const;
