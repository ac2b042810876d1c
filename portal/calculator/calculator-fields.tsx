import type { AnswerOf } from '../api/routes.ts';
import { AmountInput } from '../form/amount-input.tsx';
import { NumberInput } from '../form/number-input.tsx';
import { percentText } from '../texts/formats.ts';
import { useTexts } from '../texts/language.ts';
import { calculatorTexts } from '../texts/calculator.texts.ts';
import { limits, type Setting } from './calculator-address.ts';
import { QualifyFields } from './qualify-fields.tsx';

/** What is typed, and may be nonsense for a while. */
export type Typed = 'deal' | 'dealsPerYear';

interface Props {
  readonly programme: AnswerOf<'/api/programme'>;
  readonly setting: Setting;
  readonly onChange: (setting: Setting) => void;
  /** Fields whose text is none of what they ask for. */
  readonly unread: ReadonlySet<Typed>;
  readonly onUnread: (field: Typed, isUnread: boolean) => void;
  readonly onQualified: (tier: string | null) => void;
}

export function CalculatorFields({ programme, setting, onChange, unread, onUnread, onQualified }: Props) {
  const say = useTexts(calculatorTexts);
  const wrong = unread.has('deal');
  const set = (change: Partial<Setting>) => onChange({ ...setting, ...change });
  function read<Field extends Typed>(field: Field, value: Setting[Field] | undefined): void {
    onUnread(field, value === undefined);
    if (value !== undefined) set({ [field]: value });
  }
  const { currency } = programme.averageDeal;
  return (
    <div className="calculator-fields stack">
      <div className="field">
        <label className="form-label" htmlFor="deal">{say('deal')}</label>
        <div className="input-group">
          <span className="input-group-text">{currency}</span>
          <AmountInput id="deal" value={setting.deal} invalid={wrong} onAmount={(deal) => read('deal', deal)} errorId="deal-error" />
        </div>
        {wrong && <span className="field-error" id="deal-error">{say('dealWrong')}</span>}
        <input className="form-range" type="range" aria-label={say('dealSlider')} min={limits.deal.min} max={limits.deal.max} step={limits.deal.step} value={Number(setting.deal)} onChange={({ target }) => read('deal', target.value)} />
      </div>
      <div className="calculator-row">
        <NumberInput id="deals" label={say('deals')} value={setting.dealsPerYear} {...limits.dealsPerYear} wrong={say('dealsWrong')} onNumber={(count) => read('dealsPerYear', count)} />
        <div className="field">
          <label className="form-label" htmlFor="tier">{say('tier')}</label>
          <select id="tier" className="form-select" value={setting.tier} onChange={({ target }) => set({ tier: target.value })}>
            {programme.tiers.map(({ code, name, commissionPercent }) => <option key={code} value={code}>{say('rate', { name, percent: percentText(commissionPercent) })}</option>)}
            <option value="qualify">{say('qualify')}</option>
          </select>
        </div>
      </div>
      {setting.tier === 'qualify' && <QualifyFields programme={programme} onQualified={onQualified} />}
      <fieldset className="field">
        <legend>{say('contract')}</legend>
        <div className="calculator-row">
          <div>
            <label className="form-check"><input className="form-check-input" type="radio" name="contract" checked={setting.contract === 'annual'} onChange={() => set({ contract: 'annual' })} /> <span>{say('annual')}</span></label>
            <label className="form-check"><input className="form-check-input" type="radio" name="contract" checked={setting.contract === 'one_off'} onChange={() => set({ contract: 'one_off' })} /> <span>{say('oneOff')}</span></label>
          </div>
          {setting.contract === 'annual' && (
            <div className="field">
              <label className="form-label" htmlFor="term">{say('term')}</label>
              <select id="term" className="form-select" value={setting.termYears} onChange={({ target }) => set({ termYears: Number(target.value) })}>
                {Array.from({ length: limits.termYears.max }, (_, index) => <option key={index} value={index + 1}>{index + 1}</option>)}
              </select>
            </div>
          )}
        </div>
      </fieldset>
    </div>
  );
}
