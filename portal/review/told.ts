import { useLocation } from 'react-router';

/** What has just been decided on the page that led here. */
export function useTold(): string | undefined {
  const state: unknown = useLocation().state;
  return typeof state === 'object' && state !== null && 'told' in state && typeof state.told === 'string' ? state.told : undefined;
}
