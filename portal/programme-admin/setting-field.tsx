import { useQuery } from '@tanstack/react-query';
import { catalogueQuery, programmeQuery } from '../api/queries.ts';
import { AmountField } from '../form/amount-field.tsx';
import { CheckList } from '../form/check-list.tsx';
import { SelectField } from '../form/select-field.tsx';
import { TextField } from '../form/text-field.tsx';
import { useLanguage, useTexts } from '../texts/language.ts';
import { settingTexts } from '../texts/setting.texts.ts';
import { none, rejectionReasons, type Kind } from './setting-kinds.ts';

/** The field of a value, by what it is. */
export function SettingField({ kind, label }: { kind: Kind; label: string }) {
  const say = useTexts(settingTexts);
  const language = useLanguage();
  const { data: programme } = useQuery(programmeQuery(language));
  const { data: catalogue } = useQuery(catalogueQuery(language));
  switch (kind) {
    case 'amount':
      return <AmountField name="value" label={label} />;
    case 'yesNo':
      return <SelectField name="value" label={label} options={(['yes', 'no'] as const).map((code) => ({ code, label: say(code) }))} />;
    case 'tier':
      return <SelectField name="value" label={label} options={[...(programme?.tiers.map(({ code, name }) => ({ code, label: name })) ?? []), { code: none, label: say('noTier') }]} />;
    case 'reasons':
      return <CheckList name="value" legend={label} options={rejectionReasons.map((code) => ({ code, label: catalogue?.rejectionReasons.find((it) => it.code === code)?.label ?? code }))} />;
    case 'hours':
    case 'days':
      return <TextField name="value" label={label} inputMode="numeric" hint={say(kind === 'hours' ? 'inHours' : 'inDays')} />;
    case 'dayList':
      return <TextField name="value" label={label} hint={say('dayListHint')} />;
    case 'zone':
      return <TextField name="value" label={label} hint={say('zoneHint')} />;
    case 'address':
      return <TextField name="value" label={label} type="url" inputMode="url" hint={say('addressHint')} optional />;
    case 'text':
      return <TextField name="value" label={label} />;
  }
}
