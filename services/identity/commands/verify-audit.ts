import { answering } from '#libs/service/command';
import { identity } from '../service.ts';
import { command } from './command.ts';
import { verifyAudit } from './verified-audit.ts';

/** Exit code 0: the trail is intact; 2: it is not, and the first broken position is named; 1: it could not be read. */
await command((parts, given) => {
  const { args, answer } = answering(identity, given);
  return verifyAudit(parts, args, { answer, warn: (sentence) => process.stderr.write(`${sentence}\n`) });
});
