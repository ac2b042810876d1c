import { useQuery } from '@tanstack/react-query';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { FormProvider, useForm, useWatch, type FieldErrors, type FieldPath } from 'react-hook-form';
import { useNavigate, useSearchParams } from 'react-router';
import { applyBody, type ApplyBody } from '#libs/contracts/http/applications';
import { send } from '../api/client.ts';
import { catalogueQuery, programmeQuery } from '../api/queries.ts';
import { useSending } from '../api/sending.ts';
import { schemaResolver } from '../form/schema-resolver.ts';
import { fieldAt, fieldOf } from '../form/field-at.ts';
import { useKeptDraft } from '../form/kept-draft.ts';
import { Restored } from '../form/restored.tsx';
import { useServerErrors } from '../form/server-errors.ts';
import { SubmitButton } from '../form/submit-button.tsx';
import { language, useLanguage, useTexts } from '../texts/language.ts';
import { applicationTexts } from '../texts/application.texts.ts';
import type { Receipt } from './apply.tsx';
import { ClientsStep } from './clients-step.tsx';
import { CompanyStep } from './company-step.tsx';
import { ContactStep } from './contact-step.tsx';
import { bodyOf, emptyDraft, type Draft } from './draft.ts';
import { draftKey, forgetApplication, keyOf, storedDraft } from './draft-store.ts';
import { QualificationPanel } from './qualification-panel.tsx';
import { Refused } from './refused.tsx';
import { ReviewStep } from './review-step.tsx';
import { SkillsStep } from './skills-step.tsx';
import { StepList } from './step-list.tsx';
import { allFields, stepOf, steps, type StepName } from './steps.ts';

const views = { company: CompanyStep, contact: ContactStep, clients: ClientsStep, skills: SkillsStep, review: ReviewStep } as const;

export function ApplicationForm({ onSent }: { onSent: (receipt: Receipt) => void }) {
  const say = useTexts(applicationTexts);
  const [search] = useSearchParams();
  const [{ draft, isRestored }] = useState(() => storedDraft(search.get('tier') ?? ''));
  const form = useForm<Draft>({ mode: 'onTouched', defaultValues: draft, resolver: schemaResolver<Draft>(applyBody, (values) => bodyOf(values, language())) });
  const sending = useSending(async (body: ApplyBody) => send('POST /api/partners/apply', body, { open: true, key: keyOf(body) }));
  const elsewhere = useServerErrors(form, sending.refusal);
  const { current, step, open, openAt } = useSteps((field) => form.setFocus(field));
  const [restored, setRestored] = useState(isRestored);
  const locale = useLanguage();
  const { data: catalogue } = useQuery(catalogueQuery(locale));
  const { data: programme } = useQuery(programmeQuery(locale));
  const draftSent = useKeptDraft({ name: draftKey, values: useWatch({ control: form.control }), empty: emptyDraft() });
  const firstError = sending.refusal?.errors[0];
  const openStepOf = useEffectEvent((pointer: string) => {
    const field = fieldAt(form.getValues(), pointer) ?? fieldOf(pointer);
    openAt(allFields.find((name) => name === field) ?? allFields.find((name) => name.startsWith(`${field}.`)));
  });
  useEffect(() => {
    if (firstError) openStepOf(firstError.pointer);
  }, [firstError]);

  async function goOn(): Promise<void> {
    const [fields, next] = [steps[current]?.fields ?? [], steps[current + 1]];
    if (next && (await form.trigger([...fields], { shouldFocus: true }))) open(next.name);
    // Complaints go as one types, also where nobody has been yet.
    else for (const name of fields) form.setValue(name, form.getValues(name), { shouldTouch: true });
  }
  async function apply(values: Draft): Promise<void> {
    const body = applyBody.parse(bodyOf(values, language()));
    const answer = await sending.send(body);
    if (answer) sent({ answer, email: body.contact.email });
  }
  function sent(receipt: Receipt): void {
    draftSent();
    forgetApplication();
    onSent(receipt);
  }
  function startAnew(): void {
    forgetApplication();
    form.reset(emptyDraft());
    setRestored(false);
    open('company');
  }
  const View = views[step];
  const isLast = current === steps.length - 1;
  return (
    <FormProvider {...form}>
      <div className="wide application">
        <div className="application-head">
          <h1>{say('title')}</h1>
          <p className="lead">{say('lead')}</p>
          {restored && <Restored onAnew={startAnew} />}
        </div>
        <StepList current={current} />
        <div className="application-form">
          <StepTitle key={step} step={step} number={current + 1} />
          {sending.refusal && <Refused refusal={sending.refusal} elsewhere={elsewhere} body={() => applyBody.parse(bodyOf(form.getValues(), language()))} onSent={sent} onCorrect={() => { sending.forget(); open('company'); }} />}
          <form
            className="application-form" method="post" noValidate
            onSubmit={(event) => {
              event.preventDefault();
              void (isLast ? form.handleSubmit(apply, (errors) => openAt(firstWrong(errors) ?? 'company.legalName'))() : goOn());
            }}
          >
            <View catalogue={catalogue} programme={programme} />
            <div className="actions application-actions">
              <SubmitButton busy={sending.busy}>{say(isLast ? 'send' : 'next')}</SubmitButton>
              {current > 0 && <button type="button" className="btn btn-quiet" onClick={() => open(steps[current - 1]?.name ?? 'company')}>{say('back')}</button>}
            </div>
          </form>
        </div>
        <QualificationPanel />
      </div>
    </FormProvider>
  );
}

interface Steps {
  readonly current: number;
  readonly step: StepName;
  readonly open: (step: StepName) => void;
  /** Opens the step of a field, and puts the focus on it there. */
  readonly openAt: (field: FieldPath<Draft> | undefined) => void;
}

/** The step stands in the address, so that the back button goes back a step. */
function useSteps(focus: (field: FieldPath<Draft>) => void): Steps {
  const [search] = useSearchParams();
  const navigate = useNavigate();
  const wanted = useRef<FieldPath<Draft>>(undefined);
  const found = steps.findIndex(({ name }) => name === search.get('step'));
  const current = Math.max(0, found);
  const step = steps[current]?.name ?? 'company';
  const focusWanted = useEffectEvent(() => {
    if (wanted.current !== undefined) focus(wanted.current);
    wanted.current = undefined;
  });
  // After the step's title has taken it.
  useEffect(() => focusWanted(), [step]);
  const open = (name: StepName) => void navigate(`?step=${name}`);
  function openAt(field: FieldPath<Draft> | undefined): void {
    const name = field && stepOf(field);
    if (name === undefined || name === step) return;
    wanted.current = field;
    open(name);
  }
  return { current, step, open, openAt };
}

function StepTitle({ step, number }: { step: StepName; number: number }) {
  const say = useTexts(applicationTexts);
  const title = useRef<HTMLHeadingElement>(null);
  const isFirst = useRef(number === 1);
  useEffect(() => {
    if (!isFirst.current) title.current?.focus();
  }, []);
  return (
    <div className="step-title">
      <progress className="step-progress" aria-hidden="true" max={steps.length} value={number} />
      <p className="muted small">{say('stepOf', { step: number, count: steps.length })}</p>
      <h2 tabIndex={-1} ref={title}>{say(step)}</h2>
    </div>
  );
}

function firstWrong(errors: FieldErrors<Draft>): FieldPath<Draft> | undefined {
  return allFields.find((name) => name.split('.').reduce<unknown>((at, key) => (typeof at === 'object' && at !== null ? Reflect.get(at, key) : undefined), errors) !== undefined);
}
