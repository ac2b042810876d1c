import { Logger } from '@nestjs/common';

// What the libraries log while specs break things on purpose would bury the summary; errors stay.
Logger.overrideLogger(['error', 'fatal']);
