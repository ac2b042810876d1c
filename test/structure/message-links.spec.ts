import { expect, test } from '@jest/globals';
import { pagePaths } from '../../portal/pages.ts';
import { messages } from '../../services/notifications/template/catalogue.ts';

/** "/deals/:id" fits "/deals/{{dealId}}". */
const isPage = (link: string) => pagePaths.some((path) => new RegExp(`^${path.replaceAll(/:\w+/g, '\\{\\{\\w+\\}\\}')}$`).test(link));

test.each([...messages.values()])('$name leads people to a page of the portal, in the mail and in the feed', ({ link, feedLink }) => {
  const led = [link, feedLink].filter((it) => it !== undefined && it.startsWith('/'));
  expect(led.filter((it) => !isPage(it ?? ''))).toEqual([]);
});
