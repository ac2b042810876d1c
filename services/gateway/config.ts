import { isIP } from 'node:net';
import { z } from 'zod';
import { bool, csv, defineConfig, duration, integer, url } from '#libs/service/config';
import { rate } from './limits/rate.ts';

function isNetwork(text: string): boolean {
  const [address = '', bits, ...more] = text.split('/');
  const family = isIP(address);
  if (family === 0 || more.length > 0) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128));
}

const networks = csv(z.string().refine(isNetwork, { error: 'not an address or network' }));
const origins = csv(z.string().refine((text) => URL.canParse(text) && new URL(text).origin === text, { error: 'not an origin such as https://example.com' }));

/** The gateway's environment; see README.md for what each variable does. */
export class Config extends defineConfig({
  APPLICATIONS_URL: url('http', 'https'),
  IDENTITY_URL: url('http', 'https'),
  LEADS_URL: url('http', 'https'),
  NOTIFICATIONS_URL: url('http', 'https'),
  COMMISSIONS_URL: url('http', 'https'),
  TRUSTED_PROXIES: networks.default([]).describe('addresses or networks (CIDR) of the proxies whose forwarded headers are believed, comma-separated'),
  ALLOWED_ORIGINS: origins.default([]).describe('further origins, comma-separated, whose pages may send unsafe requests'),
  ALLOW_INSECURE_COOKIES: bool().default(false),
  PORTAL_DIR: z.string().default('dist/portal').describe('the folder of the built portal'),
  UPSTREAM_CONNECTIONS: integer(1, 1024).default(64),
  UPSTREAM_CONNECT_TIMEOUT: duration().default(2000),
  OPENAPI_MAX_AGE: duration().default(60_000),
  STREAM_LIMIT: integer(1, 100_000).default(5000),
  STREAM_LIMIT_PER_USER: integer(1, 1000).default(10),
  STREAM_BUFFER: integer(1024, 16 * 1024 * 1024).default(256 * 1024),
  STREAM_HEARTBEAT: duration().default(20_000),
  RATE_LIMIT_SIGN_IN: rate('100/15m'),
  RATE_LIMIT_SIGN_IN_ACCOUNT: rate('50/15m'),
  RATE_LIMIT_SIGN_IN_PAIR: rate('10/15m'),
  RATE_LIMIT_APPLY: rate('120/1h'),
  RATE_LIMIT_APPLY_ACCOUNT: rate('60/1h'),
  RATE_LIMIT_APPLY_PAIR: rate('20/1h'),
  RATE_LIMIT_ACTIVATION: rate('120/15m'),
  RATE_LIMIT_ACTIVATION_ACCOUNT: rate('30/15m'),
  RATE_LIMIT_ACTIVATION_PAIR: rate('10/15m'),
  RATE_LIMIT_RESET: rate('60/1h'),
  RATE_LIMIT_RESET_ACCOUNT: rate('20/1h'),
  RATE_LIMIT_RESET_PAIR: rate('5/1h'),
  RATE_LIMIT_READ: rate('1200/1m'),
  RATE_LIMIT_WRITE: rate('300/1m'),
}, { without: ['outbox'] }) {}
