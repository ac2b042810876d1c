import { expect, test } from '@jest/globals';
import { TopicPlaces, type Offsets } from '#libs/messaging/topic.places';
import { placesAt } from './moment.ts';

const hour = 3_600_000;

/** A broker that keeps `deals` for a day and `audit` for ever, and has deleted the first ten records of each but `crm`. */
class Broker extends TopicPlaces {
  override beginnings = async (): Promise<Offsets> => ({ deals: { 0: '10' }, audit: { 0: '10' }, crm: { 0: '0' } });
  override at = async (time: Date): Promise<Offsets> => ({ deals: { 0: String(Math.round((Date.now() - time.getTime()) / hour)) } });
  override retention = async (): Promise<Record<string, number>> => ({ deals: 24 * hour, audit: Infinity, crm: 24 * hour });
  override read = async () => ({ ends: {}, groups: { leads: { deals: { 0: '90' } }, identity: {} } });
}
const broker = () => new Broker({ brokers: ['nowhere:9092'], topicPrefix: '', clientId: 'spec' }, []);
const ago = (hours: number) => new Date(Date.now() - hours * hour);

test('a time is an hour earlier, since clocks differ; groups begin where the topics that they read do, or as much earlier as they were behind', async () => {
  const whole = await placesAt(broker(), ago(2), undefined);
  expect([whole.ends, whole.groups['leads'], whole.groups['identity']]).toEqual([{ deals: { 0: '3' } }, { deals: { 0: '10' } }, {}]);
  expect((await placesAt(broker(), ago(2), 4)).groups['leads']).toEqual({ deals: { 0: '7' } });
});

test('where records have been deleted, and may be younger than the time, nobody can be sure of their topic', async () => {
  expect([(await placesAt(broker(), ago(2), undefined)).unsure, (await placesAt(broker(), ago(24), undefined)).unsure]).toEqual([[], ['deals']]);
});
