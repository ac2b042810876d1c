import type { Offsets, TopicPlaces } from '#libs/messaging/topic.places';
import { services } from './config.ts';
import type { From } from './places.ts';

const HOUR_MS = 3_600_000;

/**
 * Where everything stood at a time, as far as the topics can tell. What was told after it begins an hour earlier, since clocks differ. How far the consumers had
 * read then nobody knows: they begin where the topics do, or so many hours earlier as they were behind at most. Reading too much costs time alone, for the
 * inbox knows what was handled.
 */
export async function placesAt(kafka: TopicPlaces, time: Date, lagHours: number | undefined): Promise<From> {
  const since = new Date(time.getTime() - HOUR_MS);
  const beginnings = await kafka.beginnings();
  const read = lagHours === undefined ? beginnings : await kafka.at(new Date(since.getTime() - lagHours * HOUR_MS));
  const retention = await kafka.retention();
  // No offset shows whether what was deleted is younger.
  const unsure = Object.entries(beginnings).filter(([topic, places]) => Date.now() - since.getTime() > (retention[topic] ?? Infinity) && Object.values(places).some((low) => low !== '0'));
  return { ends: await kafka.at(since), groups: await readFrom(kafka, read), unsure: unsure.map(([topic]) => topic) };
}

/** All that the topics have, for everybody. */
export async function placesFromBeginning(kafka: TopicPlaces): Promise<From> {
  const beginnings = await kafka.beginnings();
  return { ends: beginnings, groups: await readFrom(kafka, beginnings) };
}

/** Of the topics that each group reads. */
async function readFrom(kafka: TopicPlaces, places: Offsets): Promise<Record<string, Offsets>> {
  const { groups } = await kafka.read(services);
  return Object.fromEntries(services.map((service) => [service, Object.fromEntries(Object.entries(places).filter(([topic]) => topic in (groups[service] ?? {})))]));
}
