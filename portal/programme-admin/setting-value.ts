import { useQuery } from '@tanstack/react-query';
import { catalogueQuery, programmeQuery } from '../api/queries.ts';
import { fullMoney, numberText } from '../texts/formats.ts';
import { useLanguage, useTexts } from '../texts/language.ts';
import { settingTexts } from '../texts/setting.texts.ts';
import type { Kind, Value } from './setting-kinds.ts';

/** A value in words. */
export function useSettingValue(): (kind: Kind, value: Value) => string {
  const say = useTexts(settingTexts);
  const language = useLanguage();
  const { data: programme } = useQuery(programmeQuery(language));
  const { data: catalogue } = useQuery(catalogueQuery(language));
  const reason = (code: unknown) => catalogue?.rejectionReasons.find((it) => it.code === code)?.label ?? String(code);
  const counted = (kind: 'hours' | 'days', value: Value) => (value === 1 ? say(kind === 'hours' ? 'hour' : 'day') : say(kind, { count: numberText(Number(value)) }));
  return (kind, value) => {
    if (Array.isArray(value)) return value.length === 0 ? say('nothing') : kind === 'dayList' ? say('daysBefore', { days: value.join(', ') }) : value.map(reason).join(', ');
    if (typeof value === 'object' && value !== null) return fullMoney(value);
    if (kind === 'hours' || kind === 'days') return counted(kind, value);
    if (kind === 'yesNo') return say(value === true ? 'yes' : 'no');
    if (kind === 'tier') return value === null ? say('noTier') : (programme?.tiers.find(({ code }) => code === value)?.name ?? String(value));
    return value === null ? say('noLink') : String(value);
  };
}
