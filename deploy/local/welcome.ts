type Facts = { gatewayUrl: string; mailUrl: string; adminDatabaseUrl: string; brokers: string; adminEmail: string; link: string | undefined; embeddedDatabase: boolean };

/** What is printed when everything runs: the addresses, how the first admin gets in, and what to try next. */
export function welcome({ gatewayUrl, mailUrl, adminDatabaseUrl, brokers, adminEmail, link, embeddedDatabase }: Facts): string {
  const database = new URL(adminDatabaseUrl);
  const admin = link
    ? [`The first admin (${adminEmail}) gets in by this single-use link:`, `  ${link}`]
    : [`An admin is active already: sign in at ${gatewayUrl}. Another one: npm run admin -- --email you@example.com`];
  return [
    '',
    `  Partner Management System   ${gatewayUrl}`,
    `  API and its documentation   ${gatewayUrl}/api/docs`,
    ...(mailUrl ? [`  Mail inbox                  ${mailUrl}`] : []),
    `  PostgreSQL                  ${database.host} (databases pms_*${embeddedDatabase ? "; superuser's password in .local/secrets.json" : ''})`,
    `  Kafka                       ${brokers}`,
    '  Logs                        .local/logs/',
    '',
    ...admin.map((line) => `  ${line}`),
    '',
    '  Try next:',
    '    npm run demo              a company applies, is approved, signs in: the whole journey, in a second terminal',
    `    curl ${gatewayUrl}/api/programme`,
    '    npm run ops               what can be done to a running stack (parked events, audit trail)',
    '',
    '  Ctrl-C stops everything; the data stays in .local/.',
    '',
  ].join('\n');
}
