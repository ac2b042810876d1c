import { Link } from 'react-router';
import { useTexts } from '../texts/language.ts';
import { applicationTexts } from '../texts/application.texts.ts';
import { steps } from './steps.ts';

/** Where one is; steps that were left behind can be opened again. */
export function StepList({ current }: { current: number }) {
  const say = useTexts(applicationTexts);
  return (
    <nav aria-label={say('steps')} className="step-list">
      <ol>
        {steps.map(({ name }, index) => (
          <li key={name} className={index < current ? 'step step-done' : 'step'} aria-current={index === current ? 'step' : undefined}>
            {index < current ? <Link to={`?step=${name}`}>{say(name)}</Link> : <span>{say(name)}</span>}
          </li>
        ))}
      </ol>
    </nav>
  );
}
