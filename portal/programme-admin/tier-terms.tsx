import type { Me } from '../partners/people.ts';
import { fullMoney, numberText } from '../texts/formats.ts';
import { useLanguage, useTexts } from '../texts/language.ts';
import { tierTexts } from '../texts/tier.texts.ts';
import type { ProgrammeDays } from './programme-day.ts';
import { PublishedLine } from './published-line.tsx';
import type { TierVersion } from './tier-body.ts';

/** What one version asks for and gives, and who said so. */
export function TierTerms({ version, days, me }: { version: TierVersion; days: ProgrammeDays; me: Me }) {
  const say = useTexts(tierTexts);
  const language = useLanguage();
  const required = (it: TierVersion['requirements'][number]['required']) => (typeof it === 'object' ? fullMoney(it) : typeof it === 'number' ? numberText(it) : say('yes'));
  return (
    <div className="stack">
      <div>
        <p className="small muted">{say('asks')}</p>
        {version.requirements.length === 0 && <p>{say('asksNothing')}</p>}
        <ul className="tier-facts">{version.requirements.map((it) => <li key={it.code}>{it.text[language]} <span className="small muted">({say(`criterion_${it.code}`)}: {required(it.required)})</span></li>)}</ul>
      </div>
      <div>
        <p className="small muted">{say('gives')}</p>
        <ul className="tier-facts">{version.benefits.map((it) => <li key={it.code}>{it.text[language]}{!it.listed && <span className="small muted"> ({say('unlisted')})</span>}</li>)}</ul>
      </div>
      <PublishedLine of={version} days={days} me={me} />
    </div>
  );
}
