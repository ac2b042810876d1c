import type { Secrets } from './secrets.ts';

/** Where a service finds the others and what it may know; filled in by the stack for each start. */
export type Surroundings = {
  publicUrl: string;
  /** Base address of every service by name, for instance `http://127.0.0.1:3102`. */
  urls: Record<string, string>;
  smtpUrl: string;
  mailFrom: string;
  secrets: Secrets;
};

/** One service of the local stack. A new service is one more entry in `serviceDefinitions`. */
export type LocalService = {
  name: string;
  port: number;
  portVariable: string;
  managementPort: number;
  managementPortVariable: string;
  /** Nobody waits for its answers to the second: it steps back where the processors are busy, as a container of few CPU shares would. */
  background?: boolean;
  /** Has an inbox, so that events can be parked in it. */
  consumes: boolean;
  /** Its database's name without prefix; undefined for a service without one. */
  database?: string;
  /** Generated secrets (32 bytes as base64) of this service, by the name of the variable that takes them. */
  keys: readonly string[];
  /** What it gets beyond the variables of every service (see libs/service/config.base.ts). */
  env: (around: Surroundings) => Record<string, string>;
};

const sealing = ({ secrets }: Surroundings) => ({ MAIL_SEAL_PUBLIC_KEY: secrets.seal.publicJwk });
const own = (...names: string[]) => (around: Surroundings) =>
  Object.fromEntries(names.map((name) => [name, around.secrets.keys[name] ?? '']));

/** Each service's own, so that digests of an erased address differ from database to database. */
export const erasureKey = ({ name }: LocalService): string => `${name}.ERASURE_KEY`;

export const serviceDefinitions: readonly LocalService[] = [
  {
    name: 'identity',
    port: 3102,
    portVariable: 'IDENTITY_PORT',
    managementPort: 3202,
    managementPortVariable: 'IDENTITY_MANAGEMENT_PORT',
    consumes: true,
    database: 'identity',
    keys: ['KEY_ENCRYPTION_KEY'],
    env: (around) => ({ ...sealing(around), ...own('KEY_ENCRYPTION_KEY')(around) }),
  },
  {
    name: 'applications',
    port: 3101,
    portVariable: 'APPLICATIONS_PORT',
    managementPort: 3201,
    managementPortVariable: 'APPLICATIONS_MANAGEMENT_PORT',
    consumes: true,
    database: 'applications',
    keys: ['STATUS_TOKEN_KEY'],
    env: (around) => ({ ...sealing(around), ...own('STATUS_TOKEN_KEY')(around) }),
  },
  {
    name: 'leads',
    port: 3104,
    portVariable: 'LEADS_PORT',
    managementPort: 3204,
    managementPortVariable: 'LEADS_MANAGEMENT_PORT',
    consumes: true,
    database: 'leads',
    keys: [],
    env: () => ({}),
  },
  {
    name: 'notifications',
    port: 3103,
    portVariable: 'NOTIFICATIONS_PORT',
    managementPort: 3203,
    managementPortVariable: 'NOTIFICATIONS_MANAGEMENT_PORT',
    background: true,
    consumes: true,
    database: 'notifications',
    keys: [],
    env: ({ secrets, smtpUrl, mailFrom }) => ({ MAIL_SEAL_PRIVATE_KEY: secrets.seal.privateJwk, SMTP_URL: smtpUrl, MAIL_FROM: mailFrom }),
  },
  {
    name: 'commissions',
    port: 3105,
    portVariable: 'COMMISSIONS_PORT',
    managementPort: 3205,
    managementPortVariable: 'COMMISSIONS_MANAGEMENT_PORT',
    consumes: true,
    database: 'commissions',
    keys: [],
    env: () => ({}),
  },
  {
    name: 'gateway',
    port: 3000,
    portVariable: 'PORT',
    managementPort: 3200,
    managementPortVariable: 'MANAGEMENT_PORT',
    consumes: false,
    database: 'gateway',
    keys: [],
    env: ({ urls }) => ({
      APPLICATIONS_URL: urls['applications'] ?? '',
      IDENTITY_URL: urls['identity'] ?? '',
      LEADS_URL: urls['leads'] ?? '',
      NOTIFICATIONS_URL: urls['notifications'] ?? '',
      COMMISSIONS_URL: urls['commissions'] ?? '',
    }),
  },
];
