// `npm run admin -- --email you@example.com [--name "Your Name"]`: a single-use link with which an admin of the running stack gets in.
import { asCommand, runCommand } from './running-stack.ts';

await asCommand(() => runCommand('identity', 'admin.js', process.argv.slice(2)));
