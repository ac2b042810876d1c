import { setTimeout as sleep } from 'node:timers/promises';
import { approved } from '../ledger-stream.ts';
import { again, type Cause } from './cause.ts';
import type { Stage } from './stage.ts';

async function read(stage: Stage): Promise<void> {
  await stage.admin.get('/api/deals?limit=5').catch(() => undefined);
  await sleep(100);
}

const roleOf = (stage: Stage, service: string): string => `"${decodeURIComponent(new URL(stage.service(service).env['DATABASE_URL'] ?? '').username)}"`;

export const tablesHeld: Cause = {
  how: 'somebody’s session holds leads’ tables of deals and partners (LOCK TABLE), while thirty readers and events come',
  end: 'the session ends',
  expected: [{ alert: 'PoolExhausted', service: 'leads' }, { alert: 'SlowAnswers', service: 'leads' }, { alert: 'ConsumerStalled', service: 'leads' }],
  begin: async (stage) => {
    const session = await stage.connection('leads');
    await session.query('BEGIN; LOCK TABLE deal, partner IN ACCESS EXCLUSIVE MODE');
    await stage.tell(approved('gold'));
    const readers = Array.from({ length: 30 }, () => again(() => read(stage)));
    return async () => {
      await session.end();
      await Promise.all(readers.map((stop) => stop()));
    };
  },
};

export const transactionForgotten: Cause = {
  how: 'a session of identity’s role leaves its transaction open',
  end: 'the session ends',
  expected: [{ alert: 'LongTransaction', service: 'identity' }],
  begin: async (stage) => {
    const session = await stage.connection('identity', true);
    await session.query('BEGIN; SELECT 1');
    return () => session.end();
  },
};

export const leadTaken: Cause = {
  how: 'a session that relays nothing holds the lock of applications’ relay',
  end: 'the session ends',
  expected: [{ alert: 'RelayWithoutLeader', service: 'applications' }],
  begin: async (stage) => {
    const session = await stage.connection('applications');
    const cut = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND application_name LIKE '% relay 0'";
    for (let has = false; !has; ) {
      await session.query(cut);
      has = (await session.query<{ has: boolean }>('SELECT pg_try_advisory_lock(74002, 0) AS has')).rows[0]?.has === true;
    }
    return () => session.end();
  },
};

export const runsNotKept: Cause = {
  how: 'identity’s role may not write the table `audit_check` any more (REVOKE)',
  end: 'it may (GRANT)',
  expected: [{ alert: 'AuditTrailNotVerified' }],
  begin: async (stage) => {
    const role = roleOf(stage, 'identity');
    await stage.sql('identity', `REVOKE INSERT ON audit_check FROM ${role}`);
    return () => stage.sql('identity', `GRANT INSERT ON audit_check TO ${role}`);
  },
};

export const rightTaken: Cause = {
  how: 'commissions’ role may not read the table `entry` any more (REVOKE)',
  end: 'it may (GRANT)',
  expected: [{ alert: 'SweepFails', service: 'commissions' }, { alert: 'LedgerNotVerified' }],
  begin: async (stage) => {
    const role = roleOf(stage, 'commissions');
    await stage.sql('commissions', `REVOKE SELECT ON entry FROM ${role}`);
    return () => stage.sql('commissions', `GRANT SELECT ON entry TO ${role}`);
  },
};
