import { useCallback } from 'react';
import type { FieldError } from 'react-hook-form';
import { calendarDayText, fullMoney, sizeText } from '../texts/formats.ts';
import { useLanguage, useTexts } from '../texts/language.ts';
import { fieldTexts } from '../texts/field.texts.ts';
import { sentenceTexts } from '../texts/sentence.texts.ts';
import { findSentence, shown } from './sentence.ts';

type Key = keyof typeof fieldTexts.en;
const isKey = (key: string): key is Key => key in fieldTexts.en;
const shownBy = { day: calendarDayText, money: (amount: string, currency: string) => fullMoney({ amount, currency }), size: sizeText };

/** A service's sentence about a field in the reader's words. A schema's own is English, and nobody reads it whom our own check has told before. */
export function useSentenceText(): (said: string) => string {
  const say = useTexts(fieldTexts);
  const saySentence = useTexts(sentenceTexts);
  const language = useLanguage();
  return useCallback((said) => {
    const found = findSentence(said);
    if (found !== undefined) return saySentence(found.sentence, shown(found.values, shownBy));
    return language === 'en' ? `${said.charAt(0).toUpperCase()}${said.slice(1)}` : say('wrong');
  }, [say, saySentence, language]);
}

/** Says what is wrong with a field: by our own check, or by the server. */
export function useComplaintText(): (error: FieldError | undefined) => string | undefined {
  const say = useTexts(fieldTexts);
  const sentence = useSentenceText();
  return useCallback((error) => {
    if (error === undefined) return undefined;
    const { type, message = '' } = error;
    if (type === 'server' || type === 'sentence') return sentence(message);
    return isKey(type) ? say(type, { limit: message }) : say('wrong');
  }, [say, sentence]);
}
