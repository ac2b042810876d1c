import { Link } from 'react-router';
import { pages } from '../pages.ts';
import { useTexts } from '../texts/language.ts';
import { programmeTexts } from '../texts/programme.texts.ts';

export function Contact({ email }: { email: string }) {
  const say = useTexts(programmeTexts);
  return (
    <section className="section wide contact" id="contact" aria-labelledby="contact-title">
      <div className="section-head">
        <h2 id="contact-title">{say('contact')}</h2>
      </div>
      <div className="contact-ways">
        <div className="stack">
          <p>{say('contactText')}</p>
          <p><a className="contact-address" href={`mailto:${email}`}>{email}</a></p>
        </div>
        <div className="stack">
          <p>{say('contactApplied')}</p>
          <p><Link to={pages.applicationStatus}>{say('toStatus')}</Link></p>
        </div>
      </div>
    </section>
  );
}
