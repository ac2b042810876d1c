// `npm run ops -- <command>`: what can be done to a running stack, to an environment by its variables, and in a container (`ops <command>`) to its service.
// `parked`, `outbox` and `consumers` work on every service (tools/ops); the rest are the services' own commands, services/<name>/commands/<command>.ts.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../deploy/local/root.ts';
import { serviceDefinitions } from '../deploy/local/services.ts';
import { chooseCommand, helpOn, type OpsCommand } from './ops/choice.ts';
import { exitCodes } from './ops/usage.ts';
import { ownService, servicesByVariables } from './config.ts';
import { asCommand, runFor } from './running-stack.ts';

/** In a container its own service alone; with variables those that they describe. */
const byVariables = servicesByVariables(serviceDefinitions.map(({ name }) => name));
const services = serviceDefinitions.filter(({ name }) => name === (ownService()?.name ?? name) && (byVariables.length === 0 || byVariables.includes(name)));

// Whoever reads has seen enough (`ops … | head`): nothing is wrong.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(exitCodes.fine);
});

await asCommand(async () => {
  const available = [...sharedCommands(), ...ownCommands()];
  const [word, ...rest] = process.argv.slice(2);
  if (word === undefined || [word, ...rest].includes('--help') || word === 'help') {
    console.log(helpOn(available, [word ?? '', ...rest]));
    return word === undefined ? exitCodes.usage : exitCodes.fine;
  }
  let worst = 0;
  const { commands, args } = chooseCommand(available, word, rest);
  for (const { service, script, firstArgs = [] } of commands) {
    if (commands.length > 1 && !args.includes('--json')) console.log(`${service}:`);
    const code = await runFor(service, script, [...firstArgs, ...args]);
    if (code === exitCodes.usage) return code;
    // What could not be looked at is worse than what was found wrong.
    worst = [exitCodes.failed, exitCodes.found, exitCodes.fine].find((each) => each === code || each === worst) ?? code;
  }
  return worst;
});

function sharedCommands(): OpsCommand[] {
  const consumers = services.filter((it) => it.consumes);
  return ['parked', 'outbox', 'consumers'].flatMap((command) => consumers.map(({ name }) => ({ service: name, command, script: `tools/ops/${command}.ts`, firstArgs: [name] })));
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
