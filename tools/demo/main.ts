import { dealing } from './dealing.ts';
import { earning, statement } from './earning.ts';
import { Inbox } from './inbox.ts';
import { approvedPartner, joinRequest, lookAround, passwordReset, rejections } from './joining.ts';
import { Report } from './report.ts';
import { demoStack } from './stack.ts';
import { theTeam } from './team.ts';

/**
 * `npm run demo`: one partner's whole journey through the gateway's HTTP alone, as an outside client.
 * DEMO_URL, DEMO_MAIL_URL, DEMO_KAFKA_BROKERS, DEMO_ADMIN_EMAIL and DEMO_ADMIN_PASSWORD point it at another installation.
 */
/** How long it waits for what is due, and repeats what could not be done: a pod may be replaced in the middle of it. */
const PATIENCE_MS = 120_000;

const stack = await demoStack();
try {
  const report = new Report();
  let repeats = 0;
  const repeating = (what: string): void => {
    repeats += 1;
    report.print(`       ↻ ${what}`);
  };
  const world = { url: stack.url, inbox: new Inbox(stack.mailUrl, PATIENCE_MS), report, patience: { ms: PATIENCE_MS, repeating } };
  process.stdout.write(`The demo talks to ${stack.url} and reads mails at ${stack.mailUrl}.\n`);
  const team = await theTeam(world);
  await lookAround(world);
  const { company, owner, ownerClient, seller } = await approvedPartner(world, team);
  await joinRequest(world, company, ownerClient);
  await rejections(world, team);
  const won = await dealing(world, team, seller);
  await earning(world, ownerClient, won);
  await passwordReset(world, owner);
  report.chapter('What the audit trail says');
  report.step('The last entries', await team.admin.get('/api/audit?limit=5'), 200);
  await statement(world, ownerClient);
  process.stdout.write(`\nDone: ${report.steps} steps, each answered as it should${repeats === 0 ? '' : `, ${repeats} of the requests not at the first try`}.\n`);
} catch (error) {
  process.stderr.write(`\nThe demo stopped: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
} finally {
  await stack.stop();
}
