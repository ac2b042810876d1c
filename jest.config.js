// One swc transform and one resolver condition for every project, so that specs run the sources that the services run.
const base = {
  testEnvironment: 'node',
  testEnvironmentOptions: { customExportConditions: ['source', 'node', 'node-addons'] },
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '\\.ts$': [
      '@swc/jest',
      {
        sourceMaps: 'inline',
        module: { type: 'es6' },
        jsc: {
          target: 'es2023',
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
          keepClassNames: true,
          experimental: { keepImportAttributes: true },
        },
      },
    ],
  },
  modulePathIgnorePatterns: ['<rootDir>/dist', '<rootDir>/.local'],
  setupFiles: ['reflect-metadata', '<rootDir>/libs/testing/quiet-logs.ts'],
};

const project = (displayName, testMatch, more = {}) => ({ ...base, displayName, testMatch, ...more });

const secondTry = { setupFilesAfterEnv: ['<rootDir>/libs/testing/second-try.ts'] };

export default {
  // Specs wait for databases, brokers and mails far more than they compute.
  maxWorkers: 2,
  testSequencer: '<rootDir>/tools/test/long-first.cjs',
  // For what hangs; a machine that others use takes its time to start a service or a browser.
  testTimeout: 60_000,
  projects: [
    project('specs', ['<rootDir>/{libs,services,tools,deploy,portal}/**/*.spec.ts', '<rootDir>/test/{structure,chart}/**/*.spec.ts']),
    // Whole stacks of processes: they start slowly, and their steps wait for mails.
    project('journeys', ['<rootDir>/test/e2e/*.spec.ts'], secondTry),
    // What is lost, doubled or seen by somebody else once in several runs is lost, doubled or seen: the first try counts.
    project('proofs', ['<rootDir>/test/e2e/*/**/*.spec.ts', '<rootDir>/test/faults/**/*.spec.ts']),
    // Pages in Debian's Chromium.
    project('browser', ['<rootDir>/test/browser/**/*.spec.ts'], secondTry),
  ],
};
