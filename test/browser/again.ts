import { jest } from '@jest/globals';

// Now and then a page of a signed-in person waits for an answer until the test's time is up, on a machine that runs other specs beside it; why is not
// known yet. The failed tries are logged, and a page that is wrong fails four times.
jest.retryTimes(3, { logErrorsBeforeRetry: true });
