import { useEffect } from 'react';
import { useTexts } from '../texts/language.ts';
import { frameTexts } from '../texts/frame.texts.ts';

/** The title of the tab, which is also what is read out when a page opens; that of the programme's own page says it whole. */
export function usePageTitle(title: string, isWhole = false): void {
  const say = useTexts(frameTexts);
  useEffect(() => {
    document.title = isWhole ? title : `${title} · ${say('suffix')}`;
  }, [title, isWhole, say]);
}
