import { accountTexts } from '../texts/account.texts.ts';
import { dealsTexts } from '../texts/deals.texts.ts';
import { useLanguage } from '../texts/language.ts';
import { peopleTexts } from '../texts/people.texts.ts';
import { reviewTexts } from '../texts/review.texts.ts';

const lookUp = (part: Readonly<Record<string, string>>, code: string): string => part[code] ?? code;

/** Says the codes that are recorded as the pages of their subject say them; everything else as it stands. */
export function useValueText(subjectKind: string): (name: string, value: string) => string {
  const language = useLanguage();
  const states = subjectKind === 'deal' ? dealsTexts[language] : reviewTexts[language];
  return (name, value) => {
    if (name === 'roles') return value.split(' ').map((role) => lookUp(accountTexts[language], role)).join(', ');
    if (name === 'state') return lookUp(states, value);
    return name === 'status' ? lookUp(peopleTexts[language], value) : value;
  };
}
