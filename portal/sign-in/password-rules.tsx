import { passwordLength } from '#libs/contracts/http/identity';
import { useTexts } from '../texts/language.ts';
import { signInTexts } from '../texts/sign-in.texts.ts';

/** Characters as the server counts them: an emoji is one. */
export const lengthOf = (password: string): number => Array.from(password).length;

/** The rules that a browser can check, as they are met; the others are said beforehand and judged by the server. */
export function PasswordRules({ password, refused }: { password: string; refused: readonly string[] }) {
  const say = useTexts(signInTexts);
  const length = lengthOf(password);
  const rules = [
    { key: 'ruleLength', text: say('ruleLength', { min: passwordLength.min }), state: length >= passwordLength.min ? 'met' : 'notMet' },
    ...(length > passwordLength.max ? [{ key: 'ruleLengthMax', text: say('ruleLengthMax', { max: passwordLength.max }), state: 'notMet' } as const] : []),
    { key: 'ruleCommon', text: say('ruleCommon'), state: refused.includes('common') ? 'refused' : undefined },
    { key: 'rulePersonal', text: say('rulePersonal'), state: refused.includes('personal') ? 'refused' : undefined },
  ] as const;
  return (
    <ul className="rules small">
      {rules.map(({ key, text, state }) => (
        <li key={key} className={state === undefined ? 'rule' : `rule rule-${state}`}>
          {text}{state !== undefined && <span className="unseen"> ({say(state)})</span>}
        </li>
      ))}
    </ul>
  );
}
