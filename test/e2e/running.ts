/** The stack that the set-up of these journeys has started, with an admin who can sign in. */
export interface Running {
  readonly url: string;
  readonly mailUrl: string;
  readonly adminEmail: string;
  readonly adminPassword: string;
}

/** Where the stack is; the set-up leaves it in the environment, which every worker inherits. */
export function running(): Running {
  return { url: required('E2E_URL'), mailUrl: required('E2E_MAIL_URL'), adminEmail: required('E2E_ADMIN_EMAIL'), adminPassword: required('E2E_ADMIN_PASSWORD') };
}

function required(name: string): string {
  const value = process.env[name];
  if (value === undefined || value === '') throw new Error(`${name} is not set: these journeys run by npm test, which starts the stack for them.`);
  return value;
}
