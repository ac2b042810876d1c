/** First part of the two-part advisory locks that order everything of one (consumer, topic, key). */
export const KEY_LOCKS = 74_001;

/** What a service has handled, and what it could not handle yet. */
export const inboxTables: readonly string[] = [
  // CloudEvents: source and id together name an event; an outside producer cannot shadow one of ours.
  `CREATE TABLE inbox (
     consumer text COLLATE "C" NOT NULL,
     source text COLLATE "C" NOT NULL,
     event_id text COLLATE "C" NOT NULL,
     received_at timestamptz NOT NULL DEFAULT clock_timestamp(),
     PRIMARY KEY (event_id, source, consumer)
   )`,
  `CREATE INDEX inbox_received_at ON inbox USING brin (received_at)`,
  `CREATE TABLE parked_key (
     consumer text COLLATE "C" NOT NULL,
     topic text COLLATE "C" NOT NULL,
     key text COLLATE "C" NOT NULL,
     status text NOT NULL CHECK (status IN ('retrying', 'held')),
     attempts integer NOT NULL DEFAULT 1,
     next_attempt_at timestamptz,
     parked_at timestamptz NOT NULL DEFAULT clock_timestamp(),
     PRIMARY KEY (consumer, topic, key)
   )`,
  `CREATE INDEX parked_key_due ON parked_key (next_attempt_at) WHERE status = 'retrying'`,
  `CREATE TABLE parked_event (
     id uuid PRIMARY KEY,
     position bigint GENERATED ALWAYS AS IDENTITY,
     consumer text COLLATE "C" NOT NULL,
     topic text COLLATE "C" NOT NULL,
     key text COLLATE "C" NOT NULL,
     type text,
     source text COLLATE "C" NOT NULL,
     event_id text COLLATE "C" NOT NULL,
     partition integer NOT NULL,
     record_offset bigint NOT NULL,
     record_key bytea,
     record_headers jsonb NOT NULL,
     record_value bytea,
     error text,
     parked_at timestamptz NOT NULL DEFAULT clock_timestamp(),
     discarded_at timestamptz,
     discarded_by text,
     discard_reason text,
     UNIQUE (consumer, source, event_id)
   )`,
  `CREATE INDEX parked_event_order ON parked_event (consumer, topic, key, position) WHERE discarded_at IS NULL`,
  // One round trip before the handlers: order the keys, see which are parked, claim the events, and bound what a stuck handler may hold.
  // The locks are held to the end of the transaction, so neither a replay nor a consumer that lost its partition can overtake. Each of these statements sees
  // what was committed before the locks were got. Each runs once, however many events there are; which are new is looked up one by one only where not all are.
  // A session keeps the plans that it made while the tables were empty and analysed, when reading them in sequence was cheapest: 29 ms an event at 100,000 rows.
  // Not EXISTS, for which the planner may read all keys into a table of its own.
  `CREATE FUNCTION inbox_accept(c text, topics text[], keys text[], sources text[], ids text[], patience_ms integer) RETURNS text[] LANGUAGE plpgsql SET enable_seqscan = off AS $$
   DECLARE
     claimed text[];
   BEGIN
     PERFORM pg_advisory_xact_lock(${KEY_LOCKS}, k.hash) FROM (
       SELECT DISTINCT hashtext(c || chr(31) || e.topic || chr(31) || e.key) AS hash FROM unnest(topics, keys) AS e(topic, key) ORDER BY hash) k;
     WITH accepted AS (
       INSERT INTO inbox (consumer, source, event_id)
         SELECT c, e.source, e.id FROM unnest(topics, keys, sources, ids) AS e(topic, key, source, id)
          WHERE (SELECT true FROM parked_key p WHERE p.consumer = c AND p.topic = e.topic AND p.key = e.key) IS NULL
         ON CONFLICT DO NOTHING RETURNING source || chr(31) || event_id AS name
     ) SELECT array_agg(name) INTO claimed FROM accepted;
     IF claimed IS NOT NULL THEN
       PERFORM set_config('idle_in_transaction_session_timeout', patience_ms::text, true), set_config('statement_timeout', patience_ms::text, true);
     END IF;
     IF cardinality(claimed) = cardinality(ids) THEN RETURN array_fill('new'::text, ARRAY[cardinality(ids)]); END IF;
     RETURN ARRAY(
       SELECT CASE WHEN NOT e.parked AND e.name = ANY (claimed) AND e.nth = 1 THEN 'new'
                   WHEN NOT e.parked OR (SELECT true FROM inbox i WHERE i.consumer = c AND i.source = e.source AND i.event_id = e.id) THEN 'seen'
                   ELSE 'parked' END
         FROM (SELECT w.*, w.source || chr(31) || w.id AS name, row_number() OVER (PARTITION BY w.source, w.id, w.parked ORDER BY w.place) AS nth
                 FROM (SELECT r.*, (SELECT true FROM parked_key p WHERE p.consumer = c AND p.topic = r.topic AND p.key = r.key) IS NOT NULL AS parked
                         FROM unnest(topics, keys, sources, ids) WITH ORDINALITY AS r(topic, key, source, id, place)) w) e
        ORDER BY e.place);
   END $$`,
];
