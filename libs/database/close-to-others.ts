import { identifier } from './sql.ts';

/** Any fixed number, the same in every release, and not that of another lock in the same database. */
const lockKey = 7_203_114_003;

interface Session {
  query(sql: string): Promise<unknown>;
}

/**
 * Nobody but the owner and the runtime role may connect to this database or finds anything in its schema, and only the owner may create there. To be
 * asked of the owner's session. PostgreSQL lets every role of the server connect to a new database, whoever made it: an operator (CloudNativePG), a
 * provider, a person. Where the role that migrates does not own the database itself, that is left to who does. One at a time: two at once, a provisioner
 * beside a migration, would update the same row of the catalogue, which PostgreSQL refuses.
 */
export async function closeToOthers(session: Session, runtimeRole: string): Promise<void> {
  const role = identifier(runtimeRole);
  await session.query(`
    DO $$
    BEGIN
      PERFORM pg_advisory_xact_lock(${lockKey});
      IF (SELECT pg_has_role(datdba, 'USAGE') FROM pg_database WHERE datname = current_database()) THEN
        EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database());
        EXECUTE format('GRANT CONNECT ON DATABASE %I TO ${role}', current_database());
      END IF;
      IF (SELECT pg_has_role(nspowner, 'USAGE') FROM pg_namespace WHERE nspname = 'public') THEN
        REVOKE ALL ON SCHEMA public FROM PUBLIC;
        GRANT USAGE ON SCHEMA public TO ${role};
      END IF;
    END $$`);
}
