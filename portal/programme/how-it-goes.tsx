import { useTexts } from '../texts/language.ts';
import { programmeTexts } from '../texts/programme.texts.ts';

const steps = [['step1', 'step1Text'], ['step2', 'step2Text'], ['step3', 'step3Text'], ['step4', 'step4Text']] as const;

export function HowItGoes({ hours }: { hours: number }) {
  const say = useTexts(programmeTexts);
  return (
    <section className="section wide" aria-labelledby="how-title">
      <div className="section-head"><h2 id="how-title">{say('how')}</h2></div>
      <ol className="how">
        {steps.map(([title, text]) => (
          <li key={title}>
            <h3>{say(title)}</h3>
            <p className="muted">{say(text, { hours })}</p>
          </li>
        ))}
      </ol>
    </section>
  );
}
