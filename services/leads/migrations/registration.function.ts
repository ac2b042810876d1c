import { obviousAccount } from './account.functions.ts';

/** What a registration brings as it is, with its type; the table's other columns keep their defaults, so that one may be added under a running version. */
const brought = {
  id: 'uuid', reference: 'text', version: 'integer', partner_id: 'uuid', seller_id: 'uuid', source_kind: 'text', account_name: 'text', website: 'text', country: 'text',
  product_families: 'text[]', estimated_value_minor: 'bigint', estimated_value_currency: 'text', contract: 'text', term_months: 'integer', expected_close_on: 'date',
  contact_name: 'text', notes: 'text',
};
/** What is decided. */
const decided = {
  status: 'text', outcome: 'text', reason: 'text', approved_at: 'timestamptz', protected_until: 'timestamptz', active_since: 'timestamptz', reminded_days: 'integer',
  inactivity_warned: 'boolean', due_at: 'timestamptz', rejection_reason: 'text',
};
const names = (columns: object, alias = ''): string => Object.keys(columns).map((name) => `${alias}${name}`).join(', ');
const typed = (columns: object): string => Object.entries(columns).map(([name, type]) => `${name} ${type}`).join(', ');
const rows = (json: string, columns: object, alias: string): string =>
  `ROWS FROM (jsonb_to_recordset(${json}) AS (${typed(columns)})) WITH ORDINALITY AS ${alias}(${names(columns)}, place)`;

const identity = { actor: 'text', partner_id: 'uuid', seller_id: 'uuid', domain: 'text', names: 'text[]', fresh_account: 'uuid' };
const wish = { id: 'uuid', product_families: 'text[]' };
const item = { ...brought, history_id: 'uuid', named: 'jsonb', data: 'jsonb', registered_id: 'uuid', event_id: 'uuid', headers: 'jsonb', request: 'jsonb' };
const way = { verdict: 'text', ...decided, registered: 'jsonb', event_type: 'text', event_data: 'jsonb' };

/**
 * Everything that registrations which arrive together decide and write, in one message whose plans the session keeps: round trips, planning and
 * starting statements cost more than the rows. Who came first has the opportunity. Each way it can end (`ways`) comes along prepared, columns and
 * event; here is found out which one it is. Answers one row for each, in their order, or fails as a whole and writes nothing.
 * Whoever calls may be the system, for many: each registration is checked to be its own actor's.
 * The planner's settings: a plan made while tables are small is kept by the session, and must not read all of them once they are large. `LIMIT 1` keeps
 * it from hashing a whole table for a few questions.
 */
export const registerFunction = `
  CREATE FUNCTION deal_register(r jsonb) RETURNS SETOF jsonb LANGUAGE plpgsql SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off AS $$
  DECLARE
    registered_at timestamptz := (r ->> 'at')::timestamptz;
    next record;
    who record;
    companies text[] := '{}';
    accounts uuid[] := '{}';
    outcomes text[] := '{}';
    candidates jsonb[] := '{}';
    unsure boolean[] := '{}';
    verdicts text[] := '{}';
    verdict text;
    claimed text[] := '{}';
    written integer;
    event record;
  BEGIN
    FOR next IN SELECT i.*, p.company_name, ${obviousAccount('i.domain', 'i.names')} AS account
        FROM ${rows(`r -> 'items'`, identity, 'i')} LEFT JOIN partner p ON p.id = i.partner_id AND p.status = 'active' ORDER BY i.place LOOP
      IF next.actor IS DISTINCT FROM concat('user/', next.seller_id, '/', next.partner_id, '/') THEN RAISE EXCEPTION 'not the actor''s own' USING ERRCODE = '42501'; END IF;
      IF next.company_name IS NULL THEN RAISE EXCEPTION 'the partner is not active' USING ERRCODE = 'PML01'; END IF;
      companies[next.place] := next.company_name;
      IF next.account IS NOT NULL THEN
        accounts[next.place] := next.account;
        outcomes[next.place] := 'exact';
        candidates[next.place] := jsonb_build_array(jsonb_build_object('accountId', next.account, 'why', 'domain'));
      ELSE
        SELECT * INTO who FROM account_match(next.domain, next.names);
        accounts[next.place] := who.account;
        outcomes[next.place] := who.outcome;
        candidates[next.place] := who.candidates;
        unsure[next.place] := who.account IS NULL OR who.brings;
      END IF;
    END LOOP;

    IF true = ANY (unsure) THEN
      -- All keys first and in their order, which account_find would lock one customer after the other.
      PERFORM account_lock_keys(NULL, ARRAY(SELECT key FROM ${rows(`r -> 'items'`, identity, 'i')}, unnest(i.names || i.domain) AS key WHERE unsure[i.place]));
      FOR next IN SELECT * FROM ${rows(`r -> 'items'`, identity, 'i')} WHERE unsure[i.place] ORDER BY i.place LOOP
        SELECT * INTO who FROM account_find(next.domain, next.names, next.fresh_account, registered_at);
        accounts[next.place] := who.account;
        outcomes[next.place] := who.outcome;
        candidates[next.place] := who.candidates;
      END LOOP;
    END IF;

    PERFORM opportunity_lock_all(accounts);
    FOR next IN
      SELECT i.*, a.named, a.direct_pipeline, ARRAY(SELECT concat(a.id, ' ', family) FROM unnest(i.product_families) AS family) AS wanted,
             (SELECT true FROM account_key k WHERE k.account_id = a.id LIMIT 1) IS NOT NULL AS known,
             (SELECT true FROM reservation r WHERE r.account_id = a.id AND r.family = ANY (i.product_families) LIMIT 1) IS NOT NULL AS taken
        FROM ${rows(`r -> 'items'`, wish, 'i')} JOIN account a ON a.id = accounts[i.place] ORDER BY i.place
    LOOP
      -- While this waited, a person may have found that it is another account, and what is known moved there. Decided anew, as after a deadlock.
      IF NOT next.known THEN RAISE EXCEPTION 'the account has become another one' USING ERRCODE = '40001'; END IF;
      verdict := CASE WHEN next.named THEN 'named-account' WHEN next.direct_pipeline THEN 'direct-pipeline' WHEN next.taken OR claimed && next.wanted THEN 'queued'
                      WHEN outcomes[next.place] = 'probable' THEN 'needs_review' ELSE 'clear' END;
      IF verdict IN ('clear', 'needs_review') THEN claimed := claimed || next.wanted; END IF;
      verdicts[next.place] := verdict;
    END LOOP;
    -- All of the families for one deal, or none. The key decides, whatever was read: then all of it is decided anew.
    INSERT INTO reservation (account_id, family, deal_id)
      SELECT accounts[i.place], family, i.id FROM ${rows(`r -> 'items'`, wish, 'i')}, unnest(i.product_families) AS family
       WHERE verdicts[i.place] IN ('clear', 'needs_review') ORDER BY 1, 2 ON CONFLICT DO NOTHING;
    GET DIAGNOSTICS written = ROW_COUNT;
    IF written < cardinality(claimed) THEN RAISE EXCEPTION 'the opportunity was taken at this moment' USING ERRCODE = '40001'; END IF;

    WITH item AS MATERIALIZED (
      SELECT i.*, ${names({ ...decided, event_type: '', event_data: '' }, 'w.')}, w.registered, accounts[i.place] AS account_id,
             i.named || jsonb_build_object('companyName', companies[i.place], 'account', (i.named -> 'account') || jsonb_build_object('id', accounts[i.place])) AS about
        FROM ${rows(`r -> 'items'`, item, 'i')} JOIN ${rows(`r -> 'ways'`, way, 'w')} ON w.verdict = verdicts[i.place]
    ), deals AS (
      INSERT INTO deal (account_id, candidates, registered_at, ${names(brought)}, ${names(decided)})
        SELECT account_id, candidates[place], registered_at, ${names(brought)}, ${names(decided)} FROM item ORDER BY place
    ), histories AS (
      INSERT INTO deal_history (id, deal_id, partner_id, at, actor_kind, actor_id, event, to_status, why, internal)
        SELECT history_id, id, partner_id, registered_at, 'user', seller_id, 'registered', status, reason, false FROM item ORDER BY place
    ), events AS (
      SELECT place, 1 AS nth, registered_id AS id, id AS deal_id, 'deal.registered.v1' AS type, about || data || registered AS payload, headers FROM item
      UNION ALL SELECT place, 2, event_id, id, event_type, about || event_data, headers FROM item WHERE event_type IS NOT NULL
    ), answered AS (
      SELECT place, request, jsonb_build_object('id', id, 'reference', reference, 'status', status, 'outcome', outcome, 'reason', reason, 'protectedUntil', registered -> 'protectedUntil') AS answer FROM item
    )
    SELECT e.*, a.* INTO event FROM
      (SELECT array_agg(id ORDER BY place, nth) AS ids, array_agg(deal_id::text ORDER BY place, nth) AS deals, array_agg(type ORDER BY place, nth) AS types,
              array_agg(payload ORDER BY place, nth) AS payloads, array_agg(headers ORDER BY place, nth) AS headers FROM events) AS e,
      (SELECT array_agg(answer ORDER BY place) AS answers, jsonb_agg(request || jsonb_build_object('answer', answer::text, 'created_at', registered_at)) FILTER (WHERE request IS NOT NULL) AS claims FROM answered) AS a;
    PERFORM outbox_begin(event.ids, 'deals', event.deals, event.types, event.payloads, event.headers, (r ->> 'shards')::integer);
    IF event.claims IS NOT NULL THEN PERFORM idempotency_claim(event.claims); END IF;
    RETURN QUERY SELECT unnest(event.answers);
  END $$`;
