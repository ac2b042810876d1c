import { rejectionReasons } from '#libs/contracts/http/applications';
import { publishCommissionSettingBody, publishDealSettingBody, publishProgrammeSettingBody } from '#libs/contracts/http/settings';
import type { AnswerOf } from '../api/routes.ts';
import type { settingTexts } from '../texts/setting.texts.ts';

export type Value = AnswerOf<'/api/programme/settings'>['items'][number]['value'];
export type SettingKey = (typeof publishProgrammeSettingBody.options | typeof publishDealSettingBody.options | typeof publishCommissionSettingBody.options)[number]['shape']['key']['value'];
/** In which form a value is shown and typed. */
export type Kind = 'hours' | 'days' | 'dayList' | 'yesNo' | 'reasons' | 'amount' | 'tier' | 'zone' | 'text' | 'address';

/** The services that keep settings, each with how its values begin, in the order of the page. */
export const owners = [
  { route: '/api/programme/settings', title: 'ofProgramme', schemas: publishProgrammeSettingBody.options, later: false },
  { route: '/api/deals/settings', title: 'ofDeals', schemas: publishDealSettingBody.options, later: false },
  { route: '/api/commissions/settings', title: 'ofCommissions', schemas: publishCommissionSettingBody.options, later: true },
] as const satisfies readonly { title: keyof typeof settingTexts.en; [more: string]: unknown }[];
export type Owner = (typeof owners)[number];

export const kinds: Readonly<Record<SettingKey, Kind>> = {
  review_promise_hours: 'hours', reapply_after_days: 'days', reapply_at_once_after: 'reasons', average_deal: 'amount', most_popular_tier: 'tier', contact_email: 'text', name: 'text', terms_url: 'address', privacy_url: 'address',
  auto_approve: 'yesNo', protection_days: 'days', protection_reminder_days: 'dayList', extension_days: 'days', inactivity_reminder_days: 'days', inactivity_revoke_days: 'days',
  hold_days: 'days', time_zone: 'zone',
};
export const isSetting = (key: string): key is SettingKey => key in kinds;
export const none = 'none';
export { rejectionReasons };

/** A value as it stands in the form's fields. */
export function typed(kind: Kind, value: Value): unknown {
  if (kind === 'dayList') return Array.isArray(value) ? value.join(', ') : '';
  if (kind === 'yesNo') return value === true ? 'yes' : 'no';
  if (kind === 'tier') return value ?? none;
  if (kind === 'address') return value ?? '';
  return typeof value === 'number' ? String(value) : value;
}

const number = (text: string): unknown => (/^\d+$/.test(text.trim()) ? Number(text) : text.trim());

/** What stands in the fields as the body has it; what is no number stays as it is, to be complained about. */
export function read(kind: Kind, field: unknown): unknown {
  if (kind === 'hours' || kind === 'days') return number(String(field));
  if (kind === 'dayList') return String(field).split(/[,;\s]+/).filter((part) => part !== '').map(number);
  if (kind === 'yesNo') return field === 'yes';
  if (kind === 'address') return String(field).trim() === '' ? null : field;
  return kind === 'tier' && field === none ? null : field;
}

/** A value as the trail keeps it: lists and amounts as JSON, "–" for none. A text stays what it is, whatever it looks like. */
export function recordedValue(kind: Kind, recorded: string): Value {
  if (kind === 'text' || kind === 'zone') return recorded;
  if (recorded === '–') return null;
  if (kind === 'hours' || kind === 'days') return Number(recorded);
  if (kind === 'yesNo') return recorded === 'true';
  return kind === 'tier' ? recorded : (JSON.parse(recorded) as Value);
}
