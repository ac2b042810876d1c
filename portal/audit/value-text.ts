import { useQuery } from '@tanstack/react-query';
import { programmeQuery } from '../api/queries.ts';
import { isSetting, kinds, recordedValue } from '../programme-admin/setting-kinds.ts';
import { useSettingValue } from '../programme-admin/setting-value.ts';
import { accountTexts } from '../texts/account.texts.ts';
import { auditChangeTexts } from '../texts/audit-change.texts.ts';
import { dealsTexts } from '../texts/deals.texts.ts';
import { exceptionTexts } from '../texts/exceptions.texts.ts';
import { percentText, sizeText } from '../texts/formats.ts';
import { useLanguage } from '../texts/language.ts';
import { peopleTexts } from '../texts/people.texts.ts';
import { reviewTexts } from '../texts/review.texts.ts';
import { settingTexts } from '../texts/setting.texts.ts';
import { tierTexts } from '../texts/tier.texts.ts';
import { useTeam } from '../workplace/team-names.ts';
import { plainValue } from './plain-value.ts';
import type { Entry } from './told-changes.ts';

const lookUp = (part: Readonly<Record<string, string>>, code: string, otherwise = code): string => part[code] ?? otherwise;
const coded = new Set(['outcome', 'occasion', 'reason', 'atOnce']);
const words = (code: string) => code.replaceAll('_', ' ');

function useTierName(): (code: string) => string {
  const { data } = useQuery(programmeQuery(useLanguage()));
  return (code) => data?.tiers.find((tier) => tier.code === code)?.name ?? code;
}

/** Says the codes that are recorded as the pages of their subject say them, moments and amounts as everywhere; everything else as it stands. */
export function useValueText(subject: Entry['subject']): (name: string, value: string) => string {
  const language = useLanguage();
  const { nameOf } = useTeam();
  const tierName = useTierName();
  const settingText = useSettingValue();
  const states = subject.kind === 'deal' ? dealsTexts[language] : reviewTexts[language];
  /** "annual_revenue USD 5000000.00, dedicated_practice true". */
  const requirement = (recorded: string) => {
    const [code = '', ...required] = recorded.split(' ');
    return `${lookUp(tierTexts[language], `criterion_${code}`, words(code))}: ${lookUp(auditChangeTexts[language], `code_${required.join(' ')}`, plainValue('requirements', required.join(' ')))}`;
  };
  const rate = (recorded: string) => {
    const [tier = '', percent = ''] = recorded.split(' ');
    return `${tierName(tier)} ${percentText(percent)}`;
  };
  const list = (recorded: string, each: (item: string) => string) => (recorded === '–' ? recorded : recorded.split(', ').map(each).join(', '));
  return (name, value) => {
    if (name === 'roles') return value.split(' ').map((role) => lookUp(accountTexts[language], role)).join(', ');
    if (name === 'state') return lookUp(states, value);
    if (name === 'status') return lookUp(peopleTexts[language], value);
    if (name === 'tier') return tierName(value);
    if (name === 'managerId') return nameOf(value) ?? value;
    if (name === 'requirements') return list(value, requirement);
    if (name === 'benefits') return list(value, words);
    if (name === 'rates') return list(value, rate);
    if (name === 'percent') return percentText(value);
    if (name === 'size') return sizeText(Number(value));
    if (name === 'kind') return lookUp(exceptionTexts[language], value);
    if (coded.has(name)) return lookUp(auditChangeTexts[language], `code_${value}`, value);
    if ((name === 'value' || name === 'valueThatStays') && subject.kind === 'setting' && isSetting(subject.id)) return settingText(kinds[subject.id], recordedValue(kinds[subject.id], value));
    return plainValue(name, value);
  };
}

/** What a subject is called: by the trail itself, by its own number or code, or by what the fact tells of it. */
export function useSubjectName({ subject: { kind, id, name }, details }: Entry): string | undefined {
  const language = useLanguage();
  const tierName = useTierName();
  if (name !== null) return name;
  if (kind === 'setting') return lookUp(settingTexts[language], `of_${id}`, id);
  if (kind === 'tier') return tierName(id);
  if (kind === 'invoice' || kind === 'refund' || kind === 'plan') return id;
  if (kind === 'rate' && typeof details['tier'] === 'string') return tierName(details['tier']);
  const told = { resource: details['title'], success_story: details['company'] }[kind];
  return typeof told === 'string' ? told : undefined;
}
