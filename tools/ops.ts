// `npm run ops -- <command>`: what can be done to a running stack, and in a container (`ops <command>`) to its service. `parked` works on every service with an inbox (ops.parked.ts); the rest are
// the services' own commands, services/<name>/commands/<command>.ts.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../deploy/local/root.ts';
import { serviceDefinitions } from '../deploy/local/services.ts';
import { chooseCommand, listing, type OpsCommand } from './ops.choice.ts';
import { ownService } from './config.ts';
import { asCommand, runFor } from './running-stack.ts';

/** In a container its own service alone. */
const services = serviceDefinitions.filter(({ name }) => name === (ownService()?.name ?? name));

await asCommand(async () => {
  const available = [...parkedCommands(), ...ownCommands()];
  const [word, ...rest] = process.argv.slice(2);
  if (word === undefined || word === '--help') {
    console.log(listing(available));
    return word === undefined ? 1 : 0;
  }
  let worst = 0;
  const { commands, args } = chooseCommand(available, word, rest);
  for (const { service, script, firstArgs = [] } of commands) {
    if (commands.length > 1) console.log(`${service}:`);
    worst = Math.max(worst, await runFor(service, script, [...firstArgs, ...args]));
  }
  return worst;
});

function parkedCommands(): OpsCommand[] {
  const consumers = services.filter((it) => it.consumes);
  return consumers.map(({ name }) => ({ service: name, command: 'parked', script: 'tools/ops.parked.ts', firstArgs: [name] }));
}

function ownCommands(): OpsCommand[] {
  return services.flatMap(({ name }) => {
    const folder = join('dist/services', name, 'commands');
    const files = existsSync(join(root, folder)) ? readdirSync(join(root, folder)) : [];
    return files
      .filter((file) => /^[a-z-]+\.js$/.test(file) && isCommand(join(root, folder, file)))
      .map((file) => ({ service: name, command: file.slice(0, -'.js'.length), script: join(folder, file) }));
  });
}

/** What exports something is shared by commands and is none itself. */
function isCommand(file: string): boolean {
  return !/^export (?!\{\s*\})/m.test(readFileSync(file, 'utf8'));
}
