import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import type { OutsideClient } from './client.ts';
import type { Team } from './joining.ts';
import { activateAndSignIn, bringIn, signIn, somebody, type World } from './people.ts';

/** The vendor's people of this run: an admin, who invites a partner manager and a finance person. */
export async function theTeam(world: World): Promise<Team> {
  world.report.chapter('The vendor’s people');
  const mark = randomBytes(4).toString('hex');
  const admin = await theAdmin(world, `admin-${mark}@enterprise-scanner.example`);
  const managerEmail = `manager-${mark}@enterprise-scanner.example`;
  const { client: manager } = await bringIn(world, admin, 'A partner manager', { email: managerEmail, name: 'Priya Natarajan', roles: ['partner_manager'] });
  await bringIn(world, admin, 'A finance person', { email: `finance-${mark}@enterprise-scanner.example`, name: 'Tom Berger', roles: ['finance'] });
  return { admin, manager, managerEmail };
}

async function theAdmin(world: World, email: string): Promise<OutsideClient> {
  const given = process.env['DEMO_ADMIN_EMAIL'];
  const password = process.env['DEMO_ADMIN_PASSWORD'];
  if (given !== undefined && password !== undefined) {
    const client = somebody(world);
    await signIn(world, client, given, password, 'The admin');
    return client;
  }
  const { stdout } = await promisify(execFile)('npm', ['run', '--silent', 'admin', '--', '--email', email, '--name', 'Demo Admin'], { timeout: 60_000 });
  const token = /#token=([\w.-]+)/.exec(stdout)?.[1];
  if (token === undefined) throw new Error(`npm run admin printed no activation link: ${stdout}`);
  world.report.note(`npm run admin -- --email ${email} printed an activation link`);
  const { client } = await activateAndSignIn(world, email, token, 'The admin');
  return client;
}
