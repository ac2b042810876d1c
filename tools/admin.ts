// `npm run admin -- --email you@example.com [--name "Your Name"]`: a single-use link with which an admin of the running stack gets in.
import { asCommand, runFor } from './running-stack.ts';

await asCommand(() => runFor('identity', 'dist/services/identity/commands/admin.js', process.argv.slice(2)));
