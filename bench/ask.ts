import type { Dispatcher } from 'undici';

export interface Answer {
  readonly status: number;
  readonly body: string;
}

/** POSTs JSON and takes the answer whole; without the stream that undici's `request()` makes of each, for the load generator shares the processors with what it measures. */
export function post(dispatcher: Dispatcher, path: string, headers: Record<string, string>, body: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    let status = 0;
    const chunks: Buffer[] = [];
    dispatcher.dispatch(
      { method: 'POST', path, headers: { 'content-type': 'application/json', ...headers }, body },
      {
        onRequestStart: () => undefined,
        onResponseStart: (_controller, code) => void (status = code),
        onResponseData: (_controller, chunk) => void chunks.push(chunk),
        onResponseEnd: () => resolve({ status, body: Buffer.concat(chunks).toString('utf8') }),
        onResponseError: (_controller, error) => reject(error),
      },
    );
  });
}
