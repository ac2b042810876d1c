/** What a registration brings; the others keep their defaults, so that a column may be added under a running version. */
const registered = [
  'id, reference, version, partner_id, seller_id, source_kind, status, account_id, account_name, website, country, product_families',
  'estimated_value_minor, estimated_value_currency, contract, term_months, expected_close_on, contact_name, notes',
  'outcome, reason, candidates, registered_at, approved_at, protected_until, active_since, reminded_days, inactivity_warned, due_at, rejection_reason',
].flatMap((line) => line.split(', '));

/** Whether an opportunity is free: what a registration is answered with, and what a person sees. */
const state = `
  CREATE FUNCTION opportunity_state(account uuid, families text[]) RETURNS text LANGUAGE plpgsql STABLE AS $$
  DECLARE
    flags record;
    wanted text;
  BEGIN
    SELECT a.named, a.direct_pipeline INTO flags FROM account a WHERE a.id = account;
    IF flags.named THEN RETURN 'named-account'; END IF;
    IF flags.direct_pipeline THEN RETURN 'direct-pipeline'; END IF;
    FOREACH wanted IN ARRAY families LOOP
      IF EXISTS (SELECT FROM reservation r WHERE r.account_id = account AND r.family = wanted) THEN RETURN 'queued'; END IF;
    END LOOP;
    RETURN 'clear';
  END $$`;

/** All of the families for one deal, or none. Sorted, so that two who want the same in another order wait for each other in one direction. */
const claim = `
  CREATE FUNCTION opportunity_claim(account uuid, families text[], deal uuid) RETURNS boolean LANGUAGE plpgsql AS $$
  DECLARE
    wanted text;
    taken text[] := '{}';
  BEGIN
    FOR wanted IN SELECT f FROM unnest(families) AS f ORDER BY f COLLATE "C" LOOP
      CONTINUE WHEN EXISTS (SELECT FROM reservation r WHERE r.account_id = account AND r.family = wanted AND r.deal_id = deal AND r.ending IS NULL);
      INSERT INTO reservation (account_id, family, deal_id) VALUES (account, wanted, deal) ON CONFLICT DO NOTHING;
      IF NOT FOUND THEN
        DELETE FROM reservation r WHERE r.account_id = account AND r.deal_id = deal AND r.family = ANY (taken);
        RETURN false;
      END IF;
      taken := taken || wanted;
    END LOOP;
    RETURN true;
  END $$`;

/**
 * Everything that a registration decides and writes, in one message whose plans the session keeps: round trips and planning cost more than the
 * rows. Each way it can end (`cases`) comes along prepared, columns and event; here is found out which one it is.
 */
const register = `
  CREATE FUNCTION deal_register(r jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
  DECLARE
    families text[] := ARRAY(SELECT jsonb_array_elements_text(r -> 'deal' -> 'product_families'));
    names text[] := ARRAY(SELECT jsonb_array_elements_text(r -> 'names'));
    deal_id uuid := (r -> 'deal' ->> 'id')::uuid;
    partner_id uuid := (r -> 'deal' ->> 'partner_id')::uuid;
    at timestamptz := (r ->> 'at')::timestamptz;
    company text;
    who record;
    account uuid;
    verdict text;
    ended jsonb;
    answer jsonb;
    named jsonb;
    events jsonb;
  BEGIN
    SELECT p.company_name INTO company FROM partner p WHERE p.id = partner_id AND p.status = 'active';
    IF NOT FOUND THEN RAISE EXCEPTION 'the partner is not active' USING ERRCODE = 'PML01'; END IF;

    SELECT * INTO who FROM account_match(r ->> 'domain', names);
    IF who.account IS NULL OR who.brings THEN SELECT * INTO who FROM account_find(r ->> 'domain', names, (r ->> 'freshAccount')::uuid, at); END IF;
    account := who.account;
    PERFORM account_hold(account);
    verdict := opportunity_state(account, families);
    IF verdict = 'clear' AND NOT opportunity_claim(account, families, deal_id) THEN verdict := 'queued'; END IF;
    IF verdict = 'clear' AND who.outcome = 'probable' THEN verdict := 'needs_review'; END IF;
    ended := r -> 'cases' -> verdict;
    answer := jsonb_build_object('id', deal_id, 'reference', r -> 'deal' -> 'reference', 'status', ended -> 'columns' -> 'status',
      'outcome', ended -> 'columns' -> 'outcome', 'reason', ended -> 'columns' -> 'reason', 'protectedUntil', ended -> 'columns' -> 'protected_until');

    INSERT INTO deal (${registered.join(', ')})
      SELECT ${registered.map((column) => `d.${column}`).join(', ')}
        FROM jsonb_populate_record(NULL::deal, (r -> 'deal') || (ended -> 'columns') || jsonb_build_object('account_id', account, 'candidates', who.candidates)) AS d;
    INSERT INTO deal_history (id, deal_id, partner_id, at, actor_kind, actor_id, event, to_status, why, internal)
      VALUES ((r ->> 'historyId')::uuid, deal_id, partner_id, at, 'user', r -> 'deal' ->> 'seller_id', 'registered', ended -> 'columns' ->> 'status', ended -> 'columns' ->> 'reason', false);

    named := (r -> 'named') || jsonb_build_object('companyName', company, 'account', (r -> 'named' -> 'account') || jsonb_build_object('id', account));
    events := jsonb_build_array(
      jsonb_build_object('id', r -> 'registered' -> 'id', 'topic', 'deals', 'aggregate', deal_id, 'type', 'deal.registered.v1',
        'payload', named || (r -> 'registered' -> 'data') || (ended -> 'registered')));
    IF ended ? 'event' THEN
      events := events || jsonb_build_object('id', ended -> 'event' -> 'id', 'topic', 'deals', 'aggregate', deal_id, 'type', ended -> 'event' -> 'type', 'payload', named || (ended -> 'event' -> 'data'));
    END IF;
    PERFORM outbox_begin(events, r -> 'headers', (r ->> 'shards')::integer);

    IF r ? 'request' THEN
      PERFORM idempotency_claim(jsonb_build_array(jsonb_build_object('scope', r -> 'request' -> 'scope', 'key', r -> 'request' -> 'key',
        'body_hash', r -> 'request' -> 'bodyHash', 'answer', answer::text, 'created_at', at)));
    END IF;
    RETURN answer;
  END $$`;

export const dealFunctions: readonly string[] = [state, claim, register];
