import { useTexts } from '../texts/language.ts';
import { programmeTexts } from '../texts/programme.texts.ts';

const pairs = [['q1', 'a1'], ['q2', 'a2'], ['q3', 'a3'], ['q4', 'a4'], ['q5', 'a5'], ['q6', 'a6']] as const;

export function Questions({ hours, days }: { hours: number; days: number }) {
  const say = useTexts(programmeTexts);
  return (
    <section className="section wide questions" aria-labelledby="questions-title">
      <div className="section-head"><h2 id="questions-title">{say('questions')}</h2></div>
      <div>
        {pairs.map(([question, answer]) => (
          <details key={question}>
            <summary>{say(question)}</summary>
            <p>{say(answer, { hours, days })}</p>
          </details>
        ))}
      </div>
    </section>
  );
}
