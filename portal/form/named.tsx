import type { ReactNode } from 'react';

/** A filter with its name above it. */
export function Named({ label, children }: { label: string; children: ReactNode }) {
  return <label className="field filter"><span className="form-label">{label}</span>{children}</label>;
}
