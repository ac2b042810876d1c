import type { ReactNode } from 'react';

/** Stays reachable while it works, so that nobody loses the place where the answer will be. */
export function SubmitButton({ busy, children, kind = 'primary' }: { busy: boolean; children: ReactNode; kind?: 'primary' | 'danger' }) {
  return <button type="submit" className={`btn btn-${kind}`} aria-disabled={busy || undefined}>{busy && <span className="turning" aria-hidden="true" />}{children}</button>;
}
