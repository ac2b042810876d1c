/** Slots of the ring and how long one is written to, seconds: rows live between ten minutes and an hour after they were sent. */
export const RING_SLOTS = 6;
const SLOT_SECONDS = 600;

const slots = Array.from({ length: RING_SLOTS }, (_, slot) => slot);

/** The outbox has Debezium's shape (id, aggregatetype, aggregateid, type, payload), so that an operator can put Debezium in the relay's place. */
export const outboxTables: readonly string[] = [
  // CACHE 1: with a larger cache two sessions would hand out numbers that contradict the order in which they locked an aggregate.
  `CREATE SEQUENCE outbox_seq AS bigint CACHE 1`,
  `CREATE FUNCTION outbox_ring() RETURNS smallint LANGUAGE sql VOLATILE AS
   $$ SELECT ((extract(epoch FROM clock_timestamp())::bigint / ${SLOT_SECONDS}) % ${RING_SLOTS})::smallint $$`,
  `CREATE TABLE outbox (
     id uuid NOT NULL,
     aggregatetype text NOT NULL,
     aggregateid text NOT NULL,
     type text NOT NULL,
     payload jsonb NOT NULL,
     headers jsonb NOT NULL,
     sequence bigint NOT NULL,
     shard smallint NOT NULL,
     seq bigint NOT NULL DEFAULT nextval('outbox_seq'),
     xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
     ring smallint NOT NULL,
     PRIMARY KEY (seq, ring)
   ) PARTITION BY LIST (ring)`,
  ...slots.map((slot) => `CREATE TABLE outbox_${slot} PARTITION OF outbox FOR VALUES IN (${slot})`),
  `CREATE INDEX outbox_xid ON outbox (xid)`,
  // Room on the page keeps the counter's updates heap-only; bytes are compared, not words, and first those that differ.
  `CREATE TABLE outbox_sequence (
     topic text COLLATE "C" NOT NULL,
     aggregate_id text COLLATE "C" NOT NULL,
     last bigint NOT NULL,
     PRIMARY KEY (aggregate_id, topic)
   ) WITH (fillfactor = 60)`,
  `CREATE TABLE relay_state (
     shard smallint PRIMARY KEY,
     system_identifier bigint,
     snapshot pg_snapshot NOT NULL DEFAULT '3:3:',
     target pg_snapshot,
     after_seq bigint NOT NULL DEFAULT 0,
     high_seq bigint NOT NULL DEFAULT 0,
     updated_at timestamptz NOT NULL DEFAULT clock_timestamp()
   )`,
  // Functions, because their plans are kept by the session: planning one large statement anew for every append costs more than running it.
  // The counter's row lock is taken before the number of the event: events of one aggregate have numbers in the order of their commits.
  `CREATE FUNCTION outbox_append_one(event_id uuid, of_topic text, of_aggregate text, of_type text, data jsonb, attributes jsonb, shards integer)
   RETURNS void LANGUAGE plpgsql AS $$
   DECLARE
     counted bigint;
   BEGIN
     INSERT INTO outbox_sequence AS s (topic, aggregate_id, last) VALUES (of_topic, of_aggregate, 1)
       ON CONFLICT (topic, aggregate_id) DO UPDATE SET last = s.last + 1 RETURNING s.last INTO counted;
     INSERT INTO outbox (id, aggregatetype, aggregateid, type, payload, headers, sequence, shard, ring)
       VALUES (event_id, of_topic, of_aggregate, of_type, data, attributes, counted,
               CASE shards WHEN 1 THEN 0 ELSE (hashtextextended(of_aggregate, 0) & 2147483647) % shards END, outbox_ring());
   END $$`,
  // For many, also of several transactions that became one: each statement once, whatever their number. Counters are locked in one order.
  `CREATE FUNCTION outbox_append(events jsonb) RETURNS void LANGUAGE plpgsql AS $$
   BEGIN
     WITH event AS MATERIALIZED (
       SELECT e.*, row_number() OVER (PARTITION BY e.topic, e.aggregate ORDER BY e.place) AS nth, count(*) OVER (PARTITION BY e.topic, e.aggregate) AS all_of_it
         FROM ROWS FROM (jsonb_to_recordset(events) AS (id uuid, topic text, aggregate text, type text, payload jsonb, headers jsonb, shards integer))
              WITH ORDINALITY AS e(id, topic, aggregate, type, payload, headers, shards, place)
     ), counter AS (
       INSERT INTO outbox_sequence AS s (topic, aggregate_id, last)
         SELECT topic, aggregate, all_of_it FROM event WHERE nth = 1 ORDER BY topic COLLATE "C", aggregate COLLATE "C"
         ON CONFLICT (topic, aggregate_id) DO UPDATE SET last = s.last + excluded.last RETURNING topic, aggregate_id, last
     )
     INSERT INTO outbox (id, aggregatetype, aggregateid, type, payload, headers, sequence, shard, ring)
       SELECT event.id, event.topic, event.aggregate, event.type, event.payload, event.headers, counter.last - event.all_of_it + event.nth,
              CASE event.shards WHEN 1 THEN 0 ELSE (hashtextextended(event.aggregate, 0) & 2147483647) % event.shards END, outbox_ring()
         FROM event JOIN counter ON counter.topic = event.topic AND counter.aggregate_id = event.aggregate ORDER BY event.place;
   END $$`,
  // NOWAIT: a TRUNCATE that queued behind a long transaction would make every writer of that slot queue behind it.
  // Under the lock no insert is in flight, so a slot is empty of unsent rows exactly if every row is visible in what its shard has sent.
  `CREATE FUNCTION outbox_empty(slot smallint) RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
   DECLARE
     part text := 'outbox_' || slot;
     unsent boolean;
   BEGIN
     EXECUTE format('LOCK TABLE %I IN ACCESS EXCLUSIVE MODE NOWAIT', part);
     EXECUTE format('SELECT EXISTS (SELECT 1 FROM %I o LEFT JOIN relay_state r USING (shard)
       WHERE o.xid >= (SELECT min(pg_snapshot_xmin(snapshot)) FROM relay_state)
         AND (r.snapshot IS NULL OR NOT pg_visible_in_snapshot(o.xid, r.snapshot)))', part) INTO unsent;
     IF unsent THEN RETURN false; END IF;
     EXECUTE format('TRUNCATE TABLE %I', part);
     RETURN true;
   EXCEPTION WHEN lock_not_available THEN
     RETURN false;
   END $$`,
  // Transaction ids of another cluster mean nothing here. What the old one had sent goes; everything else counts as written now.
  // A row numbered above high_seq was certainly not sent; one below it stems from the old cluster, so the old snapshot still tells.
  `CREATE FUNCTION outbox_adopt(of_shard smallint, identifier bigint) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
   DECLARE
     state relay_state;
   BEGIN
     LOCK TABLE outbox IN SHARE ROW EXCLUSIVE MODE;
     SELECT * INTO state FROM relay_state WHERE shard = of_shard FOR UPDATE;
     IF state.system_identifier = identifier THEN RETURN; END IF;
     IF state.system_identifier IS NOT NULL THEN
       DELETE FROM outbox WHERE shard = of_shard AND seq <= state.high_seq AND pg_visible_in_snapshot(xid, state.snapshot);
     END IF;
     UPDATE outbox SET xid = pg_current_xact_id() WHERE shard = of_shard;
     UPDATE relay_state SET system_identifier = identifier, snapshot = '3:3:', target = NULL, after_seq = 0, updated_at = clock_timestamp()
       WHERE shard = of_shard;
   END $$`,
];
