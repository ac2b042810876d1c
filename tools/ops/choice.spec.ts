import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { root } from '../../deploy/local/root.ts';
import { chooseCommand, helpOn, listing } from './choice.ts';
import { described } from './usage.ts';

const parkedOfApplications = { service: 'applications', command: 'parked', script: 'tools/ops/parked.ts', firstArgs: ['applications'] };
const parkedOfIdentity = { service: 'identity', command: 'parked', script: 'tools/ops/parked.ts', firstArgs: ['identity'] };
const verifyAudit = { service: 'identity', command: 'verify-audit', script: 'dist/services/identity/commands/verify-audit.js' };
const available = [parkedOfApplications, parkedOfIdentity, verifyAudit];

describe('npm run ops', () => {
  test('runs a command where it exists, with its arguments', () => {
    expect(chooseCommand(available, 'verify-audit', ['--quiet'])).toEqual({ commands: [verifyAudit], args: ['--quiet'] });
    expect(chooseCommand(available, 'audit', ['verify', '--quiet'])).toEqual({ commands: [verifyAudit], args: ['--quiet'] });
  });

  test('asks every service that has the command, or the one picked', () => {
    expect(chooseCommand(available, 'parked', ['list']).commands).toHaveLength(2);
    expect(chooseCommand(available, 'parked', ['list', '--service=identity'])).toEqual({ commands: [parkedOfIdentity], args: ['list'] });
    expect(chooseCommand(available, 'parked', ['list', '--service', 'identity', '--json'])).toEqual({ commands: [parkedOfIdentity], args: ['list', '--json'] });
  });

  test('finds the service by the id of a parked event', () => {
    const choice = chooseCommand(available, 'parked', ['replay', 'applications.0199']);
    expect(choice).toEqual({ commands: [parkedOfApplications], args: ['replay', 'applications.0199'] });
  });

  test('describes every command that a service has', () => {
    const files = globSync('services/*/commands/*.ts', { cwd: root }).filter((file) => !file.endsWith('.spec.ts') && !/^export /m.test(readFileSync(join(root, file), 'utf8')));
    const commands = new Set(files.map((file) => basename(file, '.ts')));
    expect(commands).toContain('republish');
    expect([...commands].filter((command) => !described.some((it) => it.command === command))).toEqual([]);
  });

  test('helps with the command that is named, or with all', () => {
    expect(helpOn(available, ['audit', 'verify', '--help'])).toMatch(/^Usage: .*\n {2}audit verify \[--expect <position>:<hash>\] .*$/);
    expect(helpOn(available, ['help', 'parked'])).toMatch(/parked discard <id> --reason/);
    for (const words of [[], ['--help'], ['nothing', '--help']]) expect(helpOn(available, words)).toBe(listing(available));
  });

  test('says what there is when asked for something else', () => {
    expect(() => chooseCommand(available, 'park', [])).toThrow('There is no command "park".');
    expect(() => chooseCommand(available, 'parked', ['show', 'leads.0199'])).toThrow('leads.0199 belongs to no service here');
    expect(() => chooseCommand(available, 'parked', ['--service=gateway'])).toThrow('these have: applications, identity');
    expect(() => chooseCommand(available, 'parked', ['list', '--service'])).toThrow('--service wants a name: applications, identity.');
    expect(listing(available)).toContain('applications, identity\n  parked list');
  });
});
