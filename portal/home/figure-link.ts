import { pagePaths, pages } from '../pages.ts';

const elsewhere: Readonly<Record<string, string>> = {
  '/api/commissions': pages.commissionLines,
  '/api/commissions/months/current': pages.commission,
  '/api/partners/join-requests': pages.joinRequests,
};

/** The page on which somebody finds what a figure counts, filtered alike; nothing where there is no such page. */
export function pageOf(link: string): string | undefined {
  const [path = '', search] = link.split('?');
  const page = elsewhere[path] ?? path.replace(/^\/api(?=\/)/, '');
  if (!pagePaths.includes(page)) return undefined;
  return search === undefined ? page : `${page}?${search}`;
}
