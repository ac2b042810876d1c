import type { AnswerOf } from '../api/routes.ts';
import { fullMoney } from '../texts/formats.ts';
import { useTexts } from '../texts/language.ts';
import { rulesTexts } from '../texts/rules.texts.ts';

/** What else counts now: what each tier asks for and gives, the stories, and the programme's numbers. */
export function Settings({ programme: { tiers, successStories, averageDeal, reviewPromiseHours, reapplyAfterDays, contactEmail } }: { programme: AnswerOf<'/api/programme'> }) {
  const say = useTexts(rulesTexts);
  const numbers = [
    [say('promise'), say('hours', { count: reviewPromiseHours })], [say('reapply'), say('days', { count: reapplyAfterDays })],
    [say('averageDeal'), fullMoney(averageDeal)], [say('contact'), <a key="contact" href={`mailto:${contactEmail}`}>{contactEmail}</a>],
  ] as const;
  return (
    <>
      <section className="stack" aria-labelledby="asked">
        <h2 id="asked" className="part-title">{say('tiers')}</h2>
        <div className="evaluation">
          {tiers.map(({ code, name, mostPopular, requirements, benefits }) => (
            <div key={code} className="panel evaluation-tier">
              <h3>{name} {mostPopular && <span className="tag tag-accent">{say('popular')}</span>}</h3>
              <h4 className="small muted">{say('asks')}</h4>
              <ul className="tier-facts">{requirements.map((it) => <li key={it.code}>{it.text}</li>)}</ul>
              <h4 className="small muted">{say('gives')}</h4>
              <ul className="tier-facts">{benefits.map((it) => <li key={it.code}>{it.text}</li>)}</ul>
            </div>
          ))}
        </div>
      </section>
      <section className="stack" aria-labelledby="numbers">
        <h2 id="numbers" className="part-title">{say('numbers')}</h2>
        <div className="panel"><dl className="sent-facts">{numbers.map(([name, value]) => <div key={name}><dt>{name}</dt><dd>{value}</dd></div>)}</dl></div>
      </section>
      <section className="stack" aria-labelledby="stories">
        <h2 id="stories" className="part-title">{say('stories')}</h2>
        {successStories.length === 0 && <p className="panel muted">{say('noStories')}</p>}
        <ul className="queue plans">{successStories.map(({ company, headline, tier }) => <li key={company} className="queue-row"><strong>{company}</strong><p>{headline}</p><p className="small muted">{tiers.find(({ code }) => code === tier)?.name}</p></li>)}</ul>
      </section>
    </>
  );
}
