import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { applications } from '#libs/contracts/events/applications';
import { partners } from '#libs/contracts/events/partners';

const types = [applications, partners].flatMap((topic) => Object.entries(topic.events));

test.each(types)('%s still parses as it was released', (type, { data }) => {
  const golden: unknown = JSON.parse(readFileSync(new URL(`../../../libs/contracts/golden/${type}.json`, import.meta.url), 'utf8'));
  expect(data.parse(golden)).toEqual(golden);
});
