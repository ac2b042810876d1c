import { useState } from 'react';
import type { Refusal } from '../api/refusal.ts';
import { RefusalNotice } from '../frame/refusal-notice.tsx';
import { useTexts } from '../texts/language.ts';
import { partnerTexts } from '../texts/partners.texts.ts';
import { ManagerForm } from './manager-form.tsx';
import type { OnePartner } from './partner.tsx';
import { useManagers, type Me } from './people.ts';

interface Props {
  readonly partner: OnePartner;
  readonly me: Me;
  readonly onChanged: () => Promise<void>;
}

/** Who looks after the partner; an admin says who. */
export function Manager({ partner, me, onChanged }: Props) {
  const say = useTexts(partnerTexts);
  const { nameOf } = useManagers(me);
  const [isOpen, setOpen] = useState(false);
  const [told, setTold] = useState<string>();
  const [stale, setStale] = useState<Refusal>();
  const mayAssign = me.permissions.includes('partners:manage') && partner.status === 'active';

  async function done(sentence: string): Promise<void> {
    setOpen(false);
    setStale(undefined);
    setTold(sentence);
    await onChanged();
  }
  /** Somebody was faster: what stands here is no longer so, and is fetched at once. */
  function refused(refusal: Refusal | undefined): void {
    if (refusal === undefined || (refusal.status !== 412 && refusal.code !== 'applications/partner-not-active')) return;
    setStale(refusal);
    setOpen(false);
    void onChanged();
  }
  return (
    <section className="panel stack" aria-labelledby="manager">
      <h2 id="manager" className="part-title">{say('manager')}</h2>
      {stale && <RefusalNotice refusal={stale} focused />}
      {!isOpen && <p>{nameOf(partner.managerId)}</p>}
      {!isOpen && mayAssign && <div><button type="button" className="btn btn-quiet" onClick={() => { setTold(undefined); setOpen(true); }}>{say(partner.managerId === null ? 'assign' : 'reassign')}</button></div>}
      {isOpen && <ManagerForm partner={partner} me={me} onDone={done} onRefused={refused} onCancel={() => setOpen(false)} />}
      <div role="status" className={told === undefined || isOpen ? 'unseen' : ''}>{told !== undefined && !isOpen && <p className="notice notice-good">{told}</p>}</div>
    </section>
  );
}
