import { commissionTexts } from '../texts/commission.texts.ts';
import { useTexts } from '../texts/language.ts';

/** For who may not see the company's money. */
export function NotYours() {
  const say = useTexts(commissionTexts);
  return <div className="notice notice-warn"><strong>{say('notYours')}</strong><p>{say('notYoursText')}</p></div>;
}
