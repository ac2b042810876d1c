import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A line of a script, and what was printed between it and the next one. */
export interface TypedLine {
  readonly line: string;
  readonly printed: string;
}

/**
 * Runs a script in bash as somebody types it, going on whatever comes of a command; resolves to its lines with what each printed.
 * Throws with all that was printed where it does not come to its end in time.
 */
export async function typedInBash(script: string, { cwd, env, timeoutMs }: { cwd: string; env: NodeJS.ProcessEnv; timeoutMs: number }): Promise<TypedLine[]> {
  const file = join(cwd, 'typed.sh');
  writeFileSync(file, script);
  // With -v each line is repeated before it runs, in the stream into which the commands print. A group of its own, so that what a line waits for ends with it.
  const bash = spawn('bash', ['-c', 'exec bash -v "$0" 2>&1', file], { cwd, env, stdio: ['ignore', 'pipe', 'inherit'], detached: true });
  let printed = '';
  bash.stdout.on('data', (bytes: Buffer) => (printed += bytes.toString()));
  const end = setTimeout(() => bash.pid !== undefined && process.kill(-bash.pid, 'SIGKILL'), timeoutMs);
  const signal = await new Promise<NodeJS.Signals | null>((resolve, reject) => {
    bash.once('error', reject);
    bash.once('close', (_code, killedBy) => resolve(killedBy));
  });
  clearTimeout(end);
  if (signal !== null) throw new Error(`The script did not come to its end in ${timeoutMs / 1000} s:\n${printed}`);
  return byLine(script, printed);
}

function byLine(script: string, printed: string): TypedLine[] {
  const lines = script.split('\n').filter((line) => line !== '');
  const places: number[] = [];
  for (const line of lines) {
    const from = places.length === 0 ? 0 : (places.at(-1) ?? 0) + (lines[places.length - 1]?.length ?? 0);
    const place = printed.indexOf(line, from);
    if (place < 0) throw new Error(`bash did not come to «${line}»:\n${printed}`);
    places.push(place);
  }
  return lines.map((line, at) => ({ line, printed: printed.slice((places[at] ?? 0) + line.length, places[at + 1]).trim() }));
}
