import { emptyDraft, type Draft } from './draft.ts';

const draftKey = 'pms-application-draft';
const sentKey = 'pms-application-sent';

/** The draft of an earlier visit; consent is given anew each time. */
export function storedDraft(tier: string): { draft: Draft; isRestored: boolean } {
  const empty = emptyDraft(tier);
  try {
    const stored = JSON.parse(localStorage.getItem(draftKey) ?? 'null') as Partial<Draft> | null;
    if (stored === null) return { draft: empty, isRestored: false };
    const goals = { ...empty.goals, ...stored.goals };
    return {
      isRestored: true,
      draft: {
        company: { ...empty.company, ...stored.company },
        contact: { ...empty.contact, ...stored.contact },
        experience: { ...empty.experience, ...stored.experience },
        clients: { ...empty.clients, ...stored.clients },
        goals: { ...goals, tier: tier === '' ? goals.tier : tier },
        consent: empty.consent,
      },
    };
  } catch {
    return { draft: empty, isRestored: false };
  }
}

export function storeDraft(draft: Draft): void {
  tryStoring(() => localStorage.setItem(draftKey, JSON.stringify(draft)));
}

export function forgetDraft(): void {
  tryStoring(() => {
    localStorage.removeItem(draftKey);
    localStorage.removeItem(sentKey);
  });
}

let unstored: { text: string; key: string } | undefined;

/** The Idempotency-Key of a body: the same after a reload too, so that an application whose answer was lost is not sent twice. */
export function keyOf(body: object): string {
  const text = JSON.stringify(body);
  let known = unstored;
  tryStoring(() => {
    known = (JSON.parse(localStorage.getItem(sentKey) ?? 'null') as typeof unstored | null) ?? known;
  });
  if (known?.text === text) return known.key;
  const fresh = { text, key: crypto.randomUUID() };
  unstored = fresh;
  tryStoring(() => localStorage.setItem(sentKey, JSON.stringify(fresh)));
  return fresh.key;
}

function tryStoring(work: () => void): void {
  try {
    work();
  } catch {
    // Storage may be switched off or full; then the draft lives as long as the page.
  }
}
