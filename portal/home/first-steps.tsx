import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { get } from '../api/client.ts';
import { pages } from '../pages.ts';
import { homeTexts } from '../texts/home.texts.ts';
import { useTexts } from '../texts/language.ts';

/** What a company that is new here does first, as far as this person may; gone once it is done. */
export function FirstSteps({ permissions }: { permissions: readonly string[] }) {
  const say = useTexts(homeTexts);
  const [invites, sells] = [permissions.includes('users:manage'), permissions.includes('deals:register')];
  const { data: people } = useQuery({ queryKey: ['people', 'first'], queryFn: async ({ signal }) => get('/api/users', { query: { limit: 2 }, signal }), enabled: invites });
  const { data: deals } = useQuery({ queryKey: ['deals', 'first'], queryFn: async ({ signal }) => get('/api/deals', { query: { limit: 1 }, signal }), enabled: sells, meta: { followsFeed: true } });
  const steps = [
    ...(people ? [{ text: 'firstColleague', to: pages.team, isDone: people.items.length > 1 }] as const : []),
    ...(deals ? [{ text: 'firstDeal', to: pages.newDeal, isDone: deals.items.length > 0 }] as const : []),
  ];
  if (steps.every(({ isDone }) => isDone)) return null;
  return (
    <section className="panel stack" aria-labelledby="first-steps">
      <h2 id="first-steps">{say('firstSteps')}</h2>
      <ul className="steps">
        {steps.map(({ text, to, isDone }) => <li key={text}><span>{isDone ? say(text) : <Link to={to}>{say(text)}</Link>}</span>{isDone && <span className="tag tag-accent">{say('done')}</span>}</li>)}
        <li><Link to={`${pages.programme}#resources`}>{say('firstReading')}</Link></li>
      </ul>
    </section>
  );
}
