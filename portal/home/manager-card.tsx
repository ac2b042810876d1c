import { useQuery } from '@tanstack/react-query';
import { companyQuery } from '../api/queries.ts';
import { homeTexts } from '../texts/home.texts.ts';
import { useTexts } from '../texts/language.ts';

/** Whom to write to; a company that nobody looks after has no such card. What cannot be loaded is said by the tier's, which asks for the same. */
export function ManagerCard() {
  const say = useTexts(homeTexts);
  const { data: company } = useQuery(companyQuery);
  const manager = company?.manager ?? null;
  if (manager === null) return null;
  return (
    <section className="panel stack" aria-labelledby="manager">
      <div>
        <h2 id="manager" className="tier-of">{say('manager')}</h2>
        <p className="tier-name">{manager.name}</p>
        <p className="manager-address"><a href={`mailto:${manager.email}`}>{manager.email}</a></p>
      </div>
    </section>
  );
}
