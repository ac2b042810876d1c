import type { z } from 'zod';
import { publishCommissionSettingBody, publishDealSettingBody, publishProgrammeSettingBody } from '#libs/contracts/http/settings';
import { send } from '../api/client.ts';
import { useSending } from '../api/sending.ts';
import { Elsewhere } from '../form/elsewhere.tsx';
import { useBodyForm } from '../form/use-body-form.ts';
import { DecisionForm } from '../review/decision-form.tsx';
import { useTexts } from '../texts/language.ts';
import { publicationTexts } from '../texts/publication.texts.ts';
import { effective, type ProgrammeDays } from './programme-day.ts';
import { SettingField } from './setting-field.tsx';
import { kinds, read, typed, type Owner, type SettingKey, type Value } from './setting-kinds.ts';
import { WhenFields } from './when-fields.tsx';
import '../form/form.scss';

interface Values {
  readonly value: unknown;
  readonly effectiveFrom: string;
  readonly effectiveOn: string;
  readonly reason: string;
}

interface Props {
  readonly owner: Owner;
  readonly setting: SettingKey;
  readonly name: string;
  /** The last value when the form was opened, also where it was still to come: what is sent follows that one. */
  readonly opened: { readonly id: string; readonly value: Value };
  readonly days: ProgrammeDays;
  /** The day with which the last value begins, where that is to come. */
  readonly after: string | undefined;
  readonly onStale: () => void;
  readonly onDone: (sentence: string) => Promise<void>;
  readonly onCancel: () => void;
}

/** A new value of one setting. */
export function SettingForm({ owner, setting, name, opened, days, after, onStale, onDone, onCancel }: Props) {
  const say = useTexts(publicationTexts);
  const kind = kinds[setting];
  const bodyOf = ({ value: field, effectiveFrom, effectiveOn, reason }: Values) => ({ key: setting, value: read(kind, field), follows: opened.id, reason, ...(owner.later ? { effectiveOn } : effective(effectiveFrom, days, after !== undefined)) });
  const schema: z.ZodType | undefined = owner.schemas.find(({ shape }) => shape.key.value === setting);
  if (schema === undefined) throw new Error(`${setting} is no setting of ${owner.route}`);
  const sending = useSending(async (values: Values, key) => publish(owner, bodyOf(values), key));
  const { form, elsewhere } = useBodyForm<Values>(schema, { value: typed(kind, opened.value), effectiveFrom: '', effectiveOn: '', reason: '' }, sending, bodyOf);
  return (
    <DecisionForm form={form} sending={sending} told={say('told')} submit={say('publish')} onDone={onDone} onRefused={(refusal) => { if (refusal?.code === 'programme/overtaken') onStale(); }} onCancel={onCancel}>
      <Elsewhere errors={elsewhere} />
      <SettingField kind={kind} label={name} />
      <WhenFields days={days} later={owner.later} after={after} />
    </DecisionForm>
  );
}

/** The schemas are what makes a body of each service from what was typed. */
async function publish(owner: Owner, body: object, key: string): Promise<unknown> {
  switch (owner.route) {
    case '/api/programme/settings':
      return send('POST /api/programme/settings', publishProgrammeSettingBody.parse(body), { key });
    case '/api/deals/settings':
      return send('POST /api/deals/settings', publishDealSettingBody.parse(body), { key });
    case '/api/commissions/settings':
      return send('POST /api/commissions/settings', publishCommissionSettingBody.parse(body), { key });
  }
}
