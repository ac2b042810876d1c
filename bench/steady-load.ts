import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { steadyLoad } from './steady/load.ts';
import { cookiesOf, openMix, signedInMix } from './steady/mix.ts';

/**
 * A fixed rate of requests against any installation, until the time is over or SIGINT or SIGTERM comes; prints a report as JSON and ends with 1 where anything failed:
 * `node bench/steady-load.ts --url http://127.0.0.1:3000 --rate 100 --seconds 120 [--email … --password …] [--writes 0.2] [--report file]`.
 * One address may not ask that often: start the gateway with `RATE_LIMIT_READ`, `RATE_LIMIT_APPLY`, `RATE_LIMIT_APPLY_ACCOUNT` and `RATE_LIMIT_APPLY_PAIR` at `100000000/1m`.
 */
const { values } = parseArgs({
  options: {
    url: { type: 'string', default: 'http://127.0.0.1:3000' },
    rate: { type: 'string', default: '100' },
    seconds: { type: 'string', default: '60' },
    writes: { type: 'string', default: '0.2' },
    email: { type: 'string' },
    password: { type: 'string' },
    report: { type: 'string' },
  },
});
const [perSecond, seconds, writes] = [Number(values.rate), Number(values.seconds), Number(values.writes)];
if (!(perSecond > 0 && perSecond <= 10_000 && seconds > 0 && seconds <= 3600 && writes >= 0 && writes <= 1)) {
  process.stderr.write('node bench/steady-load.ts --url <address> --rate <up to 10000 a second> --seconds <up to 3600> [--writes <0 to 1>] [--email <address> --password <text>] [--report <file>]\n');
  process.exit(2);
}
const url = values.url.replace(/\/$/, '');
const ending = new AbortController();
for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => ending.abort());
const people = values.email === undefined || values.password === undefined ? [] : signedInMix(await cookiesOf(url, values.email, values.password));
const signal = AbortSignal.any([ending.signal, AbortSignal.timeout(seconds * 1000)]);
const report = await steadyLoad({ url, perSecond, mix: [...openMix(writes), ...people], signal });
if (values.report !== undefined) writeFileSync(values.report, `${JSON.stringify(report, null, 2)}\n`);
const { written, ...figures } = report;
const counts = Object.fromEntries(Object.entries(written).map(([kind, ids]) => [kind, ids.length]));
process.stdout.write(`${JSON.stringify({ ...figures, written: counts }, null, 2)}\n`);
process.exitCode = report.failed === 0 ? 0 : 1;
