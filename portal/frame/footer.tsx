import { useQuery } from '@tanstack/react-query';
import { rememberedPerson } from '../api/person.ts';
import { programmeQuery } from '../api/queries.ts';
import { choose, themes, useTheme } from '../design/theme.ts';
import { pages } from '../pages.ts';
import { ownNames, speak, spoken, useLanguage, useTexts } from '../texts/language.ts';
import { frameTexts } from '../texts/frame.texts.ts';

export function Footer() {
  const say = useTexts(frameTexts);
  const language = useLanguage();
  const theme = useTheme();
  const { data: programme } = useQuery(programmeQuery(language));
  return (
    <footer className="bottom">
      <div className="wide bottom-row">
        <div className="bottom-links">
          <span>{say('openSource')}</span>
          {typeof programme?.termsUrl === 'string' && <a href={programme.termsUrl}>{say('terms')}</a>}
          {typeof programme?.privacyUrl === 'string' && <a href={programme.privacyUrl}>{say('privacy')}</a>}
          <a href={pages.reference}>{say('apiReference')}</a>
          <a href="/api/openapi.json">{say('openapi')}</a>
        </div>
        <div className="bottom-links">
          <div className="choice" role="group" aria-label={say('language')}>
            {spoken.map((it) => (
              <button key={it} type="button" lang={it} aria-pressed={it === language} onClick={() => speak(it, rememberedPerson())}>{ownNames[it]}</button>
            ))}
          </div>
          <div className="choice" role="group" aria-label={say('appearance')}>
            {themes.map((it) => (
              <button key={it} type="button" aria-pressed={it === theme} onClick={() => choose(it)}>{say(it)}</button>
            ))}
          </div>
        </div>
      </div>
    </footer>
  );
}
