import type { ActivityBody } from '#libs/contracts/http/deals';
import type { dealTexts } from '../texts/deal.texts.ts';

export const kindTexts: readonly (readonly [ActivityBody['kind'], keyof typeof dealTexts.en])[] = [
  ['call', 'call'], ['meeting', 'meeting'], ['email', 'email'], ['demo', 'demo'], ['proposal', 'proposal'], ['trial', 'trial'], ['other', 'otherKind'],
];
