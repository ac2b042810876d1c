import { jest } from '@jest/globals';

// Databases, brokers, stacks and browsers depend on the machine's other work: a spec that fails is tried once more. What it failed with is printed, and
// the run names it, since a spec that needs its second try is to be mended.
jest.retryTimes(1, { logErrorsBeforeRetry: true });
