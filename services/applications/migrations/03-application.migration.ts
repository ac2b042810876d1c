import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grant } from '#libs/database/migrations';
import { enableRowLevelSecurity, insertableBy, ownApplication, vendorAndSystem } from '#libs/database/row-level-security';

/** What a submission brings; the others keep their defaults, so that a column may be added under a running version. */
const submitted = [
  'id, reference, version, status, legal_name, website, country, registration_number, annual_revenue_minor, annual_revenue_currency, employees',
  'contact_first_name, contact_last_name, contact_email, contact_phone, contact_job_title, locale, experience, clients, tier_asked_for, tier_qualified_for, goals',
  'annual_commitment_minor, annual_commitment_currency, consented_at, requirement_sheet, requirement_results, match_keys, contested, statement, submitted_at',
  'clock_total_ms, clock_due_at, clock_steps_done, clock_next_at',
].flatMap((line) => line.split(', '));

const submitFunction = `
  -- Everything that submissions write, for any number of them at once, in few statements whose plans the session keeps: round trips, planning and
  -- starting a statement cost more than the rows. Refuses by an error, so that keys claimed on the way are free again.
  -- Plans are made while the tables are small and kept: without sequential scans they are right for large ones too.
  CREATE FUNCTION application_submit(items jsonb) RETURNS void LANGUAGE plpgsql SET enable_seqscan = off AS $$
  DECLARE
    wanted integer;
    claimed integer;
  BEGIN
    IF EXISTS (SELECT FROM jsonb_to_recordset(items) AS i(fields jsonb) WHERE NOT EXISTS (SELECT FROM requirement_sheet s WHERE s.id = i.fields ->> 'requirement_sheet')) THEN
      RAISE EXCEPTION 'unknown requirement sheet' USING ERRCODE = 'PM004';
    END IF;
    SELECT coalesce(sum(jsonb_array_length(i.keys)), 0) INTO wanted FROM jsonb_to_recordset(items) AS i(keys jsonb);
    INSERT INTO match_key (kind, value, application_id, claimed_at)
      SELECT k.kind, k.value, i.id, i.at FROM jsonb_to_recordset(items) AS i(id uuid, keys jsonb, at timestamptz), jsonb_to_recordset(i.keys) AS k(kind text, value text)
       ORDER BY k.kind, k.value
      ON CONFLICT (kind, value) WHERE released_at IS NULL DO NOTHING;
    GET DIAGNOSTICS claimed = ROW_COUNT;
    IF claimed < wanted THEN RAISE EXCEPTION 'duplicate' USING ERRCODE = 'PM001'; END IF;
    -- Only now: the claim may have waited for a rejection that was releasing this key.
    IF EXISTS (
      SELECT FROM jsonb_to_recordset(items) AS i(keys jsonb, at timestamptz), jsonb_to_recordset(i.keys) AS k(kind text, value text),
             LATERAL (SELECT FROM match_key m WHERE m.kind = k.kind AND m.value = k.value AND m.reapply_from > i.at LIMIT 1) AS waiting
       WHERE k.kind <> 'name'
    ) THEN
      RAISE EXCEPTION 'too early' USING ERRCODE = 'PM002';
    END IF;
    INSERT INTO application (${submitted.join(', ')})
      SELECT ${submitted.map((column) => `p.${column}`).join(', ')} FROM jsonb_to_recordset(items) AS i(fields jsonb), jsonb_populate_record(NULL::application, i.fields) AS p;
    -- Contesting has no keys that could wait; the person does. After the row, which waits for the one open contest of the same address.
    IF EXISTS (
      SELECT FROM jsonb_to_recordset(items) AS i(fields jsonb, at timestamptz),
             LATERAL (SELECT FROM application a WHERE a.contact_email = i.fields ->> 'contact_email' AND a.may_reapply_from > i.at LIMIT 1) AS waiting
       WHERE (i.fields ->> 'contested')::boolean
    ) THEN
      RAISE EXCEPTION 'too early to contest' USING ERRCODE = 'PM003';
    END IF;
  END $$`;

/** Applications with their history and questions, and the tables without policy by which companies are recognised. */
export class Application1770000000003 implements MigrationInterface {
  readonly name = 'Application1770000000003';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE EXTENSION IF NOT EXISTS pg_trgm');
    await runner.query(`
      -- Named by every application, and never changed or deleted: that is why no foreign key asks for it, which would lock the one row that all name.
      CREATE TABLE requirement_sheet (id text PRIMARY KEY, tiers jsonb NOT NULL);

      CREATE TABLE application (
        id uuid PRIMARY KEY,
        reference text NOT NULL UNIQUE,
        version integer NOT NULL,
        status text NOT NULL CHECK (status IN ('submitted', 'in_review', 'more_info', 'approved', 'rejected', 'withdrawn')),
        legal_name text NOT NULL,
        website text NOT NULL,
        country char(2) NOT NULL,
        registration_number text,
        annual_revenue_minor bigint NOT NULL CHECK (annual_revenue_minor >= 0),
        annual_revenue_currency char(3) NOT NULL,
        employees integer NOT NULL,
        contact_first_name text NOT NULL,
        contact_last_name text NOT NULL,
        contact_email text NOT NULL,
        contact_phone text,
        contact_job_title text NOT NULL,
        locale text NOT NULL,
        experience jsonb NOT NULL,
        clients jsonb NOT NULL,
        tier_asked_for text NOT NULL,
        tier_qualified_for text,
        goals text NOT NULL,
        annual_commitment_minor bigint CHECK (annual_commitment_minor >= 0),
        annual_commitment_currency char(3),
        consented_at timestamptz NOT NULL,
        requirement_sheet text NOT NULL,
        requirement_results jsonb NOT NULL,
        match_keys jsonb NOT NULL,
        contested boolean NOT NULL,
        statement text,
        submitted_at timestamptz NOT NULL,
        clock_total_ms bigint NOT NULL,
        clock_due_at timestamptz,
        clock_remaining_ms bigint,
        clock_steps_done integer NOT NULL,
        clock_next_at timestamptz,
        reviewer_id uuid,
        decided_at timestamptz,
        decided_by uuid,
        partner_id uuid,
        rejection_reason text,
        rejection_note text,
        may_reapply_from timestamptz,
        link_requested_at timestamptz,
        CHECK ((annual_commitment_minor IS NULL) = (annual_commitment_currency IS NULL)),
        CHECK (clock_due_at IS NULL OR clock_remaining_ms IS NULL)
      -- A whole application fits on a page; compressing it to a quarter of one would cost more than the space.
      ) WITH (toast_tuple_target = 4080);
      CREATE INDEX application_submitted_at ON application (submitted_at, id);
      CREATE INDEX application_contact_email ON application (contact_email);
      CREATE INDEX application_clock_next_at ON application (clock_next_at) WHERE clock_next_at IS NOT NULL;
      -- One look by a person at a time: contesting has no match keys that would stop a second one.
      CREATE UNIQUE INDEX application_contested_once ON application (contact_email)
        WHERE contested AND status IN ('submitted', 'in_review', 'more_info');

      CREATE TABLE application_history (
        id uuid PRIMARY KEY,
        application_id uuid NOT NULL REFERENCES application,
        at timestamptz NOT NULL,
        actor_kind text NOT NULL,
        actor_id text,
        event text NOT NULL,
        from_status text,
        to_status text NOT NULL,
        why text
      );
      CREATE INDEX application_history_application ON application_history (application_id, id);

      CREATE TABLE application_question (
        id uuid PRIMARY KEY,
        application_id uuid NOT NULL REFERENCES application,
        question text NOT NULL,
        asked_at timestamptz NOT NULL,
        asked_by uuid NOT NULL,
        answer text,
        answered_at timestamptz,
        withdrawn_at timestamptz
      );
      CREATE INDEX application_question_application ON application_question (application_id, id);

      CREATE TABLE match_key (
        kind text NOT NULL,
        value text NOT NULL,
        application_id uuid NOT NULL,
        partner_id uuid,
        claimed_at timestamptz NOT NULL,
        released_at timestamptz,
        reapply_from timestamptz,
        PRIMARY KEY (application_id, kind, value)
      );
      CREATE UNIQUE INDEX match_key_live ON match_key (kind, value) WHERE released_at IS NULL;
      CREATE INDEX match_key_waiting ON match_key (kind, value) WHERE reapply_from IS NOT NULL;
      CREATE INDEX match_key_similar_name ON match_key USING gin (value gin_trgm_ops) WHERE kind = 'name';
    `);
    await runner.query(submitFunction);
    await enableRowLevelSecurity(runner, 'application', [vendorAndSystem(), insertableBy('public'), ownApplication('id')]);
    await enableRowLevelSecurity(runner, 'application_history', [vendorAndSystem(), ownApplication()]);
    await enableRowLevelSecurity(runner, 'application_question', [vendorAndSystem(), ownApplication()]);
    await grant(runner, 'requirement_sheet', 'SELECT, INSERT');
    await grant(runner, 'application', 'SELECT, INSERT, UPDATE');
    // Only the reason, and only to erase what a person wrote.
    await grant(runner, 'application_history', 'SELECT, INSERT, UPDATE (why)');
    await grant(runner, 'application_question', 'SELECT, INSERT, UPDATE');
    await grant(runner, 'match_key', 'SELECT, INSERT, UPDATE');
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: write another one.');
  }
}
