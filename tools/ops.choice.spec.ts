import { describe, expect, test } from '@jest/globals';
import { chooseCommand, listing } from './ops.choice.ts';

const available = [
  { service: 'applications', command: 'parked' },
  { service: 'identity', command: 'parked' },
  { service: 'identity', command: 'audit' },
];

describe('npm run ops', () => {
  test('runs a command where it exists, with its arguments', () => {
    expect(chooseCommand(available, 'audit', ['verify'])).toEqual({ commands: [{ service: 'identity', command: 'audit' }], args: ['verify'] });
  });

  test('asks every service that has the command, or the one picked', () => {
    expect(chooseCommand(available, 'parked', ['list']).commands).toHaveLength(2);
    expect(chooseCommand(available, 'parked', ['list', '--service=identity'])).toEqual({ commands: [{ service: 'identity', command: 'parked' }], args: ['list'] });
  });

  test('finds the service by the id of a parked event', () => {
    const choice = chooseCommand(available, 'parked', ['replay', 'applications.0199']);
    expect(choice).toEqual({ commands: [{ service: 'applications', command: 'parked' }], args: ['replay', 'applications.0199'] });
  });

  test('says what there is when asked for something else', () => {
    expect(() => chooseCommand(available, 'park', [])).toThrow('There is no command "park".');
    expect(() => chooseCommand(available, 'parked', ['--service=gateway'])).toThrow('these have: applications, identity');
    expect(listing(available)).toContain('parked               applications, identity');
  });
});
