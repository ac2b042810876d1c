import { statuses } from '../deals/deal-filters.ts';

/** The lists of deals: what waits for a person, the longest first, and all there are, the latest first. */
export const views = {
  decide: { text: 'toDecide', query: { status: 'submitted', sort: 'registeredAt' } },
  extensions: { text: 'extensions', query: { status: 'approved', extension: 'requested', sort: 'registeredAt' } },
  queued: { text: 'queuedOnes', query: { status: 'queued', sort: 'registeredAt' } },
  all: { text: 'allDeals', query: { sort: '-registeredAt' } },
} as const;
export type View = keyof typeof views;

/** Who decides nothing looks up how a deal stands. The first is what one finds without having chosen. */
export const viewsFor = ({ permissions }: { readonly permissions: readonly string[] }): readonly View[] => (permissions.includes('deals:decide') ? ['decide', 'extensions', 'queued', 'all'] : ['all']);

/** What is looked for among all deals, as the address has it; the names are those of `GET /api/deals`. */
export function searchIn(address: URLSearchParams): { readonly q?: string; readonly status?: string } {
  const [q, asked] = [(address.get('q') ?? '').trim().slice(0, 200), address.get('status')];
  const status = statuses.find((it) => it === asked);
  return { ...(q === '' ? {} : { q }), ...(status === undefined ? {} : { status }) };
}
