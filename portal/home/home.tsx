import { useSession } from '../api/session.ts';
import { Feed } from '../feed/feed.tsx';
import { usePageTitle } from '../frame/page-title.ts';
import { useTexts } from '../texts/language.ts';
import { homeTexts } from '../texts/home.texts.ts';

/** What a partner's people see first. */
export function Home() {
  const say = useTexts(homeTexts);
  const { data: session } = useSession();
  usePageTitle(say('title'));
  return (
    <div className="medium-page">
      <div className="stack">
        <h1>{session?.partner?.company ?? session?.user.name}</h1>
      </div>
      <Feed />
    </div>
  );
}
