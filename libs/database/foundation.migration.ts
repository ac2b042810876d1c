import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grant } from './grants.ts';

/**
 * What every service's database starts with: the functions that policies read the actor by, and the idempotency keys. First in a service's list.
 * `plpgsql` in `idempotency_open` is on purpose: each of its statements sees a fresh snapshot, so the answer that the previous holder
 * of the lock committed is visible, in one round trip.
 */
export class Foundation1700000000000 implements MigrationInterface {
  readonly name = 'Foundation1700000000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION actor_kind() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE
        RETURN nullif(split_part(current_setting('app.actor', true), '/', 1), '');
      CREATE FUNCTION actor_id() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
        RETURN nullif(split_part(current_setting('app.actor', true), '/', 2), '')::uuid;
      CREATE FUNCTION actor_partner_id() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
        RETURN nullif(split_part(current_setting('app.actor', true), '/', 3), '')::uuid;
      CREATE FUNCTION actor_name() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE
        RETURN nullif(split_part(current_setting('app.actor', true), '/', 4), '');

      CREATE TABLE idempotency_key (
        scope text NOT NULL,
        key text NOT NULL,
        body_hash text NOT NULL,
        -- json, not jsonb: a repeated request gets the same answer to the byte, in the same order.
        answer json NOT NULL,
        created_at timestamptz NOT NULL,
        PRIMARY KEY (scope, key)
      );
      CREATE INDEX idempotency_key_created_at ON idempotency_key (created_at);

      CREATE FUNCTION idempotency_open(
        request_scope text, request_key text, OUT locked boolean, OUT stored_hash text, OUT stored_answer json
      ) LANGUAGE plpgsql VOLATILE SET enable_seqscan = off AS $$
      -- A session keeps the plan that it made while the table was empty and analysed, when reading it in sequence was cheapest.
      BEGIN
        locked := pg_try_advisory_xact_lock(hashtextextended(request_scope || chr(31) || request_key, 4711));
        IF locked THEN
          SELECT body_hash, answer INTO stored_hash, stored_answer
            FROM idempotency_key WHERE scope = request_scope AND key = request_key;
        END IF;
      END $$;

      -- The same lock and the same table for work that travels with COMMIT as a whole, for any number of requests at once; refuses by an error.
      -- The answer comes as text inside the JSON, so that not a byte of it changes.
      CREATE FUNCTION idempotency_claim(items jsonb) RETURNS void LANGUAGE plpgsql AS $$
      DECLARE
        written integer;
      BEGIN
        INSERT INTO idempotency_key (scope, key, body_hash, answer, created_at)
          SELECT i.scope, i.key, i.body_hash, i.answer::json, i.created_at
            FROM jsonb_to_recordset(items) AS i(scope text, key text, body_hash text, answer text, created_at timestamptz)
           WHERE pg_try_advisory_xact_lock(hashtextextended(i.scope || chr(31) || i.key, 4711)) ORDER BY i.scope, i.key
          ON CONFLICT DO NOTHING;
        GET DIAGNOSTICS written = ROW_COUNT;
        IF written < jsonb_array_length(items) THEN RAISE EXCEPTION 'claimed by another request' USING ERRCODE = 'PMI01'; END IF;
      END $$;
    `);
    await grant(runner, 'idempotency_key', 'SELECT, INSERT, DELETE');
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: write another one.');
  }
}
