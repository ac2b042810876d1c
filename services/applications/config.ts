import { csv, defineConfig, duration, gathering } from '#libs/service/config';
import { sealPublicKey } from '#libs/service/sealed-link';
import { z } from 'zod';

/** The environment of this service, besides what every service has. */
export class Config extends defineConfig({
  /** Nobody waits for what others tell of people and rates by the quarter of a second. */
  CONSUMER_GATHER: gathering().default(250),
  /** Secrets that sign status links; the first signs, all verify, so a new one is put in front and the old one dropped later. */
  STATUS_TOKEN_KEY: csv(z.string().min(32, 'shorter than 32 characters')).describe('secrets of at least 32 characters, comma-separated, the newest first'),
  /** The public half of the key with which notifications opens links. */
  MAIL_SEAL_PUBLIC_KEY: sealPublicKey(),
  /** How long rows of programme and catalogue are remembered. */
  PROGRAMME_CACHE: duration().default(5_000),
  /** How often deadlines are looked at. */
  CLOCK_SWEEP: duration().default(5_000),
}) {}
