import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * For functions that make an aggregate and say so in the same message, such as registering a deal: its first events, counted from 1, with one
 * row for the counter where `outbox_append_one` takes two statements an event. An aggregate that has events already fails here.
 * Listed after `Messaging1700000000001` by the services that have such functions.
 */
export class FirstEvents1700000000002 implements MigrationInterface {
  readonly name = 'FirstEvents1700000000002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION outbox_begin(events jsonb, attributes jsonb, shards integer) RETURNS void LANGUAGE plpgsql AS $$
      BEGIN
        INSERT INTO outbox_sequence (topic, aggregate_id, last)
          SELECT e ->> 'topic', e ->> 'aggregate', count(*) FROM jsonb_array_elements(events) AS e GROUP BY 1, 2 ORDER BY 1, 2;
        INSERT INTO outbox (id, aggregatetype, aggregateid, type, payload, headers, sequence, shard, ring)
          SELECT (e ->> 'id')::uuid, e ->> 'topic', e ->> 'aggregate', e ->> 'type', e -> 'payload', attributes,
                 row_number() OVER (PARTITION BY e ->> 'topic', e ->> 'aggregate' ORDER BY place),
                 CASE shards WHEN 1 THEN 0 ELSE (hashtextextended(e ->> 'aggregate', 0) & 2147483647) % shards END, outbox_ring()
            FROM jsonb_array_elements(events) WITH ORDINALITY AS listed(e, place) ORDER BY place;
      END $$`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: write another one.');
  }
}
