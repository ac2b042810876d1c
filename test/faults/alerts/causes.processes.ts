import { setTimeout as sleep } from 'node:timers/promises';
import { approved } from '../ledger-stream.ts';
import { again, type Cause } from './cause.ts';

export const processKilled: Cause = {
  how: '`kill -9` of leads',
  end: 'started again',
  expected: [{ alert: 'ServiceDown' }, { alert: 'ServiceAbsent', service: 'leads' }],
  begin: async (stage) => {
    const leads = stage.service('leads');
    await leads.kill('SIGKILL');
    return () => leads.start();
  },
};

export const noProcessor: Cause = {
  how: 'identity gets no processor for 0.9 s of every 1.4 s (SIGSTOP, SIGCONT), as under a limit of processor time',
  end: 'left alone',
  expected: [{ alert: 'EventLoopBlocked', service: 'identity' }],
  begin: (stage) => {
    const identity = stage.service('identity');
    const stop = again(async () => {
      await identity.kill('SIGSTOP');
      await sleep(900);
      await identity.kill('SIGCONT');
      await sleep(500);
    });
    return Promise.resolve(stop);
  },
};

export const brokerGone: Cause = {
  how: '`kill -9` of the broker, while companies apply',
  end: 'started again with its data',
  expected: [{ alert: 'OutboxStuck', service: 'applications' }, { alert: 'ConsumerWithoutPartitions', service: 'notifications' }],
  begin: async ({ site: { broker } }) => {
    const end = broker.hasEnded();
    broker.kill('SIGKILL');
    await end;
    return () => Promise.resolve(broker.start());
  },
};

export const databaseGone: Cause = {
  how: 'leads’ database lets nobody in and its sessions are cut, while events come',
  end: 'lets them in again',
  expected: [{ alert: 'FiguresUnreadable', service: 'leads' }, { alert: 'ManyFailedRequests', service: 'leads' }, { alert: 'ConsumerBlocked', service: 'leads' }],
  begin: async (stage) => {
    const name = `${stage.site.databasePrefix}leads`;
    await stage.sql('identity', `ALTER DATABASE "${name}" WITH ALLOW_CONNECTIONS false`);
    await stage.sql('identity', 'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1', [name]);
    await stage.tell(approved('gold'));
    return () => stage.sql('identity', `ALTER DATABASE "${name}" WITH ALLOW_CONNECTIONS true`);
  },
};

export const mailServerAway: Cause = {
  how: 'the mail server does not answer',
  end: 'answers again',
  expected: [{ alert: 'MailsLate' }],
  begin: (stage) => {
    stage.mail.stop();
    return Promise.resolve(() => stage.mail.comeBack());
  },
};

export const mailsRefused: Cause = {
  how: 'the mail server refuses every recipient (550)',
  end: 'takes them, and an admin discards the refused mails',
  expected: [{ alert: 'MailsRefused' }],
  begin: (stage) => {
    stage.mail.refuses = true;
    return Promise.resolve(async () => {
      stage.mail.refuses = false;
      await sleep(5000);
      const page = '/api/notifications/failed-mails?limit=100';
      await stage.each(page, (id) => stage.admin.post(`/api/notifications/failed-mails/${id}/discard`, { reason: 'Of the alerts run.' }));
    });
  },
};
