import { managerBody } from '#libs/contracts/http/partners';
import { send } from '../api/client.ts';
import type { Refusal } from '../api/refusal.ts';
import { useSending } from '../api/sending.ts';
import { SelectField } from '../form/select-field.tsx';
import { useBodyForm } from '../form/use-body-form.ts';
import { DecisionForm } from '../review/decision-form.tsx';
import { useTexts } from '../texts/language.ts';
import { partnerTexts } from '../texts/partners.texts.ts';
import type { OnePartner } from './partner.tsx';
import { useManagers, type Me } from './people.ts';

interface Values {
  readonly managerId: string;
}

interface Props {
  readonly partner: OnePartner;
  readonly me: Me;
  readonly onDone: (sentence: string) => Promise<void>;
  readonly onRefused: (refusal: Refusal | undefined) => void;
  readonly onCancel: () => void;
}

const nobody = 'none';
const bodyOf = ({ managerId }: Values) => ({ managerId: managerId === nobody ? null : managerId });

export function ManagerForm({ partner: { id, version, company, managerId }, me, onDone, onRefused, onCancel }: Props) {
  const say = useTexts(partnerTexts);
  const { able } = useManagers(me);
  const sending = useSending(async (values: Values, key) => send('POST /api/partners/{id}/manager', bodyOf(values), { params: { id }, version, key }));
  const { form } = useBodyForm<Values>(managerBody, { managerId: able.some((it) => it.id === managerId) ? (managerId ?? '') : '' }, sending, bodyOf);
  const options = [...able.map((person) => ({ code: person.id, label: person.name })), ...(managerId === null ? [] : [{ code: nobody, label: say('nobody') }])];
  return (
    <DecisionForm form={form} sending={sending} told={say('toldAssigned', { company })} submit={say('assignDo')} onDone={onDone} onRefused={onRefused} onCancel={onCancel}>
      <SelectField name="managerId" label={say('whoManages')} choose={say('choose')} options={options} />
    </DecisionForm>
  );
}
