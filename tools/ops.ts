// `npm run ops -- <command>`: what can be done to a running stack. Each service brings its commands as services/<name>/commands/<command>.ts.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../deploy/local/root.ts';
import { chooseCommand, listing, type OpsCommand } from './ops.choice.ts';
import { asCommand, runCommand } from './running-stack.ts';

await asCommand(async () => {
  const available = commandsIn(join(root, 'dist/services'));
  const [word, ...rest] = process.argv.slice(2);
  if (word === undefined || word === '--help') {
    console.log(listing(available));
    return word === undefined ? 1 : 0;
  }
  let worst = 0;
  const choice = chooseCommand(available, word, rest);
  for (const { service, command } of choice.commands) {
    if (choice.commands.length > 1) console.log(`${service}:`);
    worst = Math.max(worst, await runCommand(service, join('commands', `${command}.js`), choice.args));
  }
  return worst;
});

function commandsIn(directory: string): OpsCommand[] {
  const files = readdirSync(directory, { recursive: true, withFileTypes: true });
  return files.flatMap((file) => {
    const [service, folder, ...deeper] = join(file.parentPath, file.name).slice(directory.length + 1).split('/');
    const isCommand = folder === 'commands' && deeper.length === 1 && /^[a-z-]+\.js$/.test(file.name);
    return service !== undefined && isCommand ? [{ service, command: file.name.slice(0, -'.js'.length) }] : [];
  });
}
