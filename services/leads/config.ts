import { defineConfig, duration } from '#libs/service/config';

/** The environment of this service, besides what every service has. */
export class Config extends defineConfig({
  /** How long settings and product families are remembered. */
  SETTINGS_CACHE: duration().default(5_000),
  /** How often deadlines, and opportunities that became free, are looked at. */
  DEALS_SWEEP: duration().default(5_000),
}) {}
