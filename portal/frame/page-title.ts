import { useEffect } from 'react';
import { useTexts } from '../texts/language.ts';
import { frameTexts } from '../texts/frame.texts.ts';

/** The title of the tab, which is also what is read out when a page opens. */
export function usePageTitle(title: string): void {
  const say = useTexts(frameTexts);
  useEffect(() => {
    document.title = `${title} · ${say('suffix')}`;
  }, [title, say]);
}
