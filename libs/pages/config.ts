import { z } from 'zod';
import { defineConfig, url } from '#libs/service/config';

/** The environment of the portal's container; see README.md. */
export class Config extends defineConfig({
  PORTAL_DIR: z.string().default('dist/portal').describe('the folder of the built portal'),
  GATEWAY_URL: url('http').optional(),
}, { without: ['database', 'kafka', 'outbox', 'tokens'] }) {}
