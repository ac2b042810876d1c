import { jest } from '@jest/globals';

// Specs of whole stacks and of browsers depend on the machine's other work: one that fails is tried once more, and what it failed with is printed,
// since a spec that needs its second try is to be mended.
jest.retryTimes(1, { logErrorsBeforeRetry: true });
