import { jest } from '@jest/globals';

// A browser, three servers and a client share two cores here: a test that loses a race is run again,
// and says so in the log. What fails three times is broken.
jest.retryTimes(2, { logErrorsBeforeRetry: true });
