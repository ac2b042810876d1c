import { z } from 'zod';
import { serviceDefinitions } from './services.ts';
import { StartError } from './start-error.ts';

const port = (byDefault: number) => z.coerce.number().int().min(1).max(65_535).default(byDefault);
const optionalText = z.string().transform((text) => text.trim() || undefined).optional();

const shape = z.object({
  DATABASE_URL: optionalText.refine((text) => text === undefined || (URL.canParse(text) && /^postgres(ql)?:$/.test(new URL(text).protocol)), 'must be postgres://user:password@host:port/database'),
  KAFKA_BROKERS: optionalText.refine((text) => text === undefined || /^[\w.-]+:\d{1,5}(,[\w.-]+:\d{1,5})*$/.test(text), 'must be host:port,host:port'),
  KAFKA_PREFIX: z.string().default(''),
  SMTP_URL: optionalText,
  MAIL_FROM: optionalText,
  PUBLIC_URL: optionalText,
  ADMIN_EMAIL: z.email().default('admin@example.com'),
  POSTGRES_PORT: port(54_329),
  KAFKA_PORT: port(29_092),
  KAFKA_CONTROLLER_PORT: port(29_093),
  SMTP_PORT: port(1025),
  MAIL_WEB_PORT: port(1080),
});

/** What `npm start` takes from the environment. */
export type LocalConfig = z.output<typeof shape> & { ports: Record<string, { port: number; management: number }> };

/** Reads the environment; every wrong variable is named in one `StartError`. */
export function localConfig(env: NodeJS.ProcessEnv = process.env): LocalConfig {
  const ports: Record<string, z.ZodDefault<z.ZodCoercedNumber>> = {};
  for (const it of serviceDefinitions) {
    ports[it.portVariable] = port(it.port);
    ports[it.managementPortVariable] = port(it.managementPort);
  }
  const parsed = z.intersection(shape, z.object(ports)).safeParse(env);
  if (!parsed.success) {
    const wrong = parsed.error.issues.map((issue) => `${issue.path.join('.')} (${issue.message})`);
    throw new StartError(`These environment variables are wrong: ${wrong.join(', ')}. Correct or unset them.`);
  }
  const values: Record<string, unknown> = parsed.data;
  const perService = serviceDefinitions.map((it) => {
    const pair = { port: Number(values[it.portVariable]), management: Number(values[it.managementPortVariable]) };
    return [it.name, pair] as const;
  });
  return { ...shape.parse(env), ports: Object.fromEntries(perService) };
}

/** The environment without what belongs to this stack, for programs that are not ours. */
export function inheritedEnvironment(): NodeJS.ProcessEnv {
  const { PATH, HOME, LANG, TZ, TMPDIR, JAVA_HOME } = process.env;
  const kept = { PATH, HOME, LANG, TZ, TMPDIR, JAVA_HOME };
  return Object.fromEntries(Object.entries(kept).filter(([, value]) => value !== undefined));
}

/** Maven keeps its proxy and repository settings in the environment, so it gets all of it. */
export const wholeEnvironment = (): NodeJS.ProcessEnv => ({ ...process.env });

/** What services take over from whoever starts them, so that any of their settings can be given to the start. */
export function serviceEnvironment(): NodeJS.ProcessEnv {
  const foreign = /^(npm_|JEST_|TEST_|NODE_ENV$|NODE_OPTIONS$|HOST$|PORT$|DATABASE_URL$|KAFKA_|PUBLIC_URL$|SMTP_URL$|INIT_CWD$)/;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !foreign.test(name)));
}

/** Of declare-topics.ts, which the stack starts as a process of its own. */
export function topicsConfig(): { brokers: string[]; prefix: string } {
  return { brokers: (process.env['KAFKA_BROKERS'] ?? '').split(','), prefix: process.env['KAFKA_PREFIX'] ?? '' };
}
