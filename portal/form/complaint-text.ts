import { useCallback } from 'react';
import type { FieldError } from 'react-hook-form';
import { useLanguage, useTexts } from '../texts/language.ts';
import { fieldTexts } from '../texts/field.texts.ts';

type Key = keyof typeof fieldTexts.en;
const isKey = (key: string): key is Key => key in fieldTexts.en;

/** Says what is wrong with a field: by our own check, or by the server, whose sentences are English where the catalogue has none. */
export function useComplaintText(): (error: FieldError | undefined) => string | undefined {
  const say = useTexts(fieldTexts);
  const language = useLanguage();
  return useCallback((error) => {
    if (error === undefined) return undefined;
    const { type, message = '' } = error;
    if (type !== 'server') return isKey(type) ? say(type, { limit: message }) : say('wrong');
    if (isKey(message)) return say(message);
    return language === 'en' ? `${message.charAt(0).toUpperCase()}${message.slice(1)}` : say('wrong');
  }, [say, language]);
}
