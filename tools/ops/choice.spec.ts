import { describe, expect, test } from '@jest/globals';
import { chooseCommand, listing } from './choice.ts';

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

  test('says what there is when asked for something else', () => {
    expect(() => chooseCommand(available, 'park', [])).toThrow('There is no command "park".');
    expect(() => chooseCommand(available, 'parked', ['show', 'leads.0199'])).toThrow('leads.0199 belongs to no service here');
    expect(() => chooseCommand(available, 'parked', ['--service=gateway'])).toThrow('these have: applications, identity');
    expect(listing(available)).toContain('applications, identity\n  parked list');
  });
});
