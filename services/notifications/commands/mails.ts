import { answering, command } from '#libs/service/command';
import { FailedMails } from '../mail/failed-mails.service.ts';
import { notifications } from '../service.ts';
import { refusedMails } from './refused-mails.ts';

/** What waits for a person because the mail server refused it. */
await command(notifications, ({ database, audit, clock }, given) => {
  const { args, answer } = answering(notifications, given);
  return refusedMails(new FailedMails(database, audit, clock), args, answer);
});
