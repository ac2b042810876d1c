import { useQuery } from '@tanstack/react-query';
import { resourceBody } from '#libs/contracts/http/resources';
import { send } from '../api/client.ts';
import { programmeQuery } from '../api/queries.ts';
import { useSending } from '../api/sending.ts';
import { Elsewhere } from '../form/elsewhere.tsx';
import { SelectField } from '../form/select-field.tsx';
import { TextField } from '../form/text-field.tsx';
import { useBodyForm } from '../form/use-body-form.ts';
import { DecisionForm } from '../review/decision-form.tsx';
import { useLanguage, useTexts } from '../texts/language.ts';
import { resourceTexts } from '../texts/resource.texts.ts';
import { shelfTexts } from '../texts/shelf.texts.ts';
import { ContentFields } from './content-fields.tsx';
import { FileField } from './file-field.tsx';
import { effective, type ProgrammeDays } from './programme-day.ts';
import type { ChosenFile } from './upload.ts';
import { WhenFields } from './when-fields.tsx';
import '../form/form.scss';

type InBoth = { readonly en: string; readonly de: string };

interface Values {
  readonly file: ChosenFile | null;
  readonly kind: string;
  readonly title: InBoth;
  readonly summary: InBoth;
  readonly contents: readonly InBoth[];
  readonly tier: string;
  readonly length: { readonly amount: string; readonly unit: string };
  readonly effectiveFrom: string;
  readonly reason: string;
}

const everybody = 'everybody';
const nothing: InBoth = { en: '', de: '' };
const first: Values = { file: null, kind: '', title: nothing, summary: nothing, contents: [nothing], tier: everybody, length: { amount: '', unit: '' }, effectiveFrom: '', reason: '' };
const bodyOf = ({ file, tier, length: { amount, unit }, effectiveFrom, ...values }: Values, days: ProgrammeDays) => ({
  ...values, ...effective(effectiveFrom, days, false), ...(file === null ? {} : { file }), tier: tier === everybody ? null : tier, length: { unit, ...(amount.trim() === '' ? {} : { amount: /^\d+$/.test(amount.trim()) ? Number(amount) : amount }) },
});

/** The file is one field, whatever of it is wrong. */
const shownAt = (name: string) => name.replace(/^file\..*/, 'file');

/** A file with what is said about it in both languages. */
export function UploadForm({ days, onDone, onCancel }: { days: ProgrammeDays; onDone: (sentence: string) => Promise<void>; onCancel: () => void }) {
  const say = useTexts(shelfTexts);
  const sayKind = useTexts(resourceTexts);
  const { data: programme } = useQuery(programmeQuery(useLanguage()));
  const asBody = (values: Values) => bodyOf(values, days);
  const sending = useSending(async (values: Values, key) => send('POST /api/resources', resourceBody.parse(asBody(values)), { key }));
  const { form, elsewhere } = useBodyForm<Values>(resourceBody, first, sending, asBody, shownAt);
  const tiers = [{ code: everybody, label: sayKind('open') }, ...(programme?.tiers.map(({ code, name }) => ({ code, label: sayKind('from', { tier: name }) })) ?? [])];
  return (
    <DecisionForm form={form} sending={sending} told={say('toldUploaded')} submit={say('uploadDo')} onDone={onDone} onRefused={() => undefined} onCancel={onCancel}>
      <Elsewhere errors={elsewhere} />
      <FileField name="file" />
      <div className="field-row">
        <SelectField name="kind" label={say('kind')} choose={say('choose')} options={(['sales_playbook', 'demo_material', 'certification'] as const).map((code) => ({ code, label: sayKind(code) }))} />
        <SelectField name="tier" label={say('opensTo')} choose={say('choose')} options={tiers} />
      </div>
      <div className="field-row">
        <TextField name="length.amount" label={say('amount')} inputMode="numeric" />
        <SelectField name="length.unit" label={say('unit')} choose={say('choose')} options={(['pages', 'minutes', 'hours'] as const).map((code) => ({ code, label: say(code) }))} />
      </div>
      <div className="field-row"><TextField name="title.en" label={say('titleEn')} /><TextField name="title.de" label={say('titleDe')} /></div>
      <div className="field-row"><TextField name="summary.en" label={say('summaryEn')} lines={3} /><TextField name="summary.de" label={say('summaryDe')} lines={3} /></div>
      <ContentFields />
      <WhenFields days={days} />
    </DecisionForm>
  );
}
