import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * For functions that make aggregates and say so in the same message, such as registering deals: their first events, counted from 1, with one
 * row for each counter, and no JSON to be taken apart. An aggregate that has events already fails here.
 * Listed after `Messaging1700000000001` by the services that have such functions.
 */
export class FirstEvents1700000000002 implements MigrationInterface {
  readonly name = 'FirstEvents1700000000002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION outbox_begin(ids uuid[], of_topic text, aggregates text[], types text[], payloads jsonb[], attributes jsonb[], shards integer)
      RETURNS void LANGUAGE plpgsql AS $$
      DECLARE
        slot smallint := outbox_ring();
      BEGIN
        INSERT INTO outbox_sequence (topic, aggregate_id, last) SELECT of_topic, aggregate, count(*) FROM unnest(aggregates) AS aggregate GROUP BY 2 ORDER BY 2;
        INSERT INTO outbox (id, aggregatetype, aggregateid, type, payload, headers, sequence, shard, ring)
          SELECT e.id, of_topic, e.aggregate, e.type, e.payload, e.headers, row_number() OVER (PARTITION BY e.aggregate ORDER BY e.place),
                 CASE shards WHEN 1 THEN 0 ELSE (hashtextextended(e.aggregate, 0) & 2147483647) % shards END, slot
            FROM unnest(ids, aggregates, types, payloads, attributes) WITH ORDINALITY AS e(id, aggregate, type, payload, headers, place) ORDER BY e.place;
      END $$`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: write another one.');
  }
}
