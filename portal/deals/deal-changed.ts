import { useQueryClient } from '@tanstack/react-query';

/** After something was done to a deal: it is asked for again, and so are the lists that it stands in. */
export function useDealChanged(id: string): () => Promise<void> {
  const queries = useQueryClient();
  return async () => {
    await Promise.all([queries.invalidateQueries({ queryKey: ['deal', id] }), queries.invalidateQueries({ queryKey: ['deals'] })]);
  };
}
