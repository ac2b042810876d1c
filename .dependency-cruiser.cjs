// Module boundaries: dependencies point inward (services → libs → contracts → zod), and nothing imports the scripts around them.
const inTests = ['\\.spec\\.ts$', '^libs/testing/', '^services/[^/]+/(spec|testing)/'];
const elsewhere = '^(services|libs|portal)/';

module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'A cycle crashes decorator metadata under ESM; use Relation<T> for entities that know each other.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'services-know-no-services',
      comment: "Another service's data comes by event or through the gateway, never by import.",
      severity: 'error',
      from: { path: '^services/([^/]+)/' },
      to: { path: '^services/', pathNot: '^services/$1/' },
    },
    {
      name: 'libs-know-no-services',
      severity: 'error',
      from: { path: '^libs/' },
      to: { path: '^(services|portal|deploy|tools|test|bench)/' },
    },
    {
      name: 'portal-knows-contracts-only',
      comment: 'It runs in a browser and talks to the gateway; what it shares with the services are the schemas.',
      severity: 'error',
      from: { path: '^portal/' },
      to: { path: '^(services|libs)/', pathNot: '^libs/contracts/' },
    },
    {
      name: 'services-know-no-portal',
      severity: 'error',
      from: { path: '^services/' },
      to: { path: '^portal/' },
    },
    {
      name: 'scripts-are-leaves',
      comment: 'What runs in production must not depend on the tools of development.',
      severity: 'error',
      from: { path: elsewhere },
      to: { path: '^(deploy|tools|test|bench)/' },
    },
    {
      name: 'contracts-import-zod-only',
      severity: 'error',
      from: { path: '^libs/contracts/', pathNot: '\\.spec\\.ts$' },
      to: { pathNot: ['^libs/contracts/', '(^|/)node_modules/zod/'] },
    },
    {
      name: 'database-knows-contracts-only',
      severity: 'error',
      from: { path: '^libs/database/', pathNot: '\\.spec\\.ts$' },
      to: { path: '^libs/', pathNot: '^libs/(database|contracts)/' },
    },
    {
      name: 'messaging-knows-database-and-contracts',
      severity: 'error',
      from: { path: '^libs/messaging/', pathNot: '\\.spec\\.ts$' },
      to: { path: '^libs/', pathNot: '^libs/(messaging|database|contracts)/' },
    },
    {
      name: 'matching-knows-contracts-only',
      comment: 'How companies are told apart is pure: no database, no HTTP.',
      severity: 'error',
      from: { path: '^libs/matching/', pathNot: '\\.spec\\.ts$' },
      to: { path: '^libs/', pathNot: '^libs/(matching|contracts)/' },
    },
    {
      name: 'testing-in-specs-only',
      comment: 'libs/testing stays out of the build.',
      severity: 'error',
      from: { path: elsewhere, pathNot: inTests },
      to: { path: '^libs/testing/' },
    },
    {
      name: 'kafkajs-in-messaging-only',
      comment: 'The client can be replaced in one place.',
      severity: 'error',
      from: { path: '^(services|libs|portal|deploy|tools)/', pathNot: '^libs/messaging/' },
      to: { path: '(^|/)node_modules/kafkajs/' },
    },
    {
      name: 'declared-dependencies-only',
      severity: 'error',
      from: { path: '^(services|libs)/', pathNot: inTests },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown', 'unknown', 'undetermined'], pathNot: '(^|/)node_modules/@types/' },
    },
    {
      name: 'resolvable',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|\\.local|coverage)/' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['source', 'import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.cjs', '.json'],
    },
  },
};
