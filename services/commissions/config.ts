import { defineConfig, duration, gathering } from '#libs/service/config';

/** The environment of this service, besides what every service has. */
export class Config extends defineConfig({
  /** Nobody waits for a line or a deal's copy by the quarter of a second, and most of what its topics carry is not for this service. */
  CONSUMER_GATHER: gathering().default(250),
  /** How often is looked for commission whose hold has ended, and for deals whose closing day has come. */
  RELEASE_SWEEP: duration().default(5_000),
  /** How often the whole ledger is read and verified, for `ledger_faults`. */
  LEDGER_CHECK: duration().default(900_000),
}) {}
