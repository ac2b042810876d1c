import type { AnswerOf } from '../api/routes.ts';
import { useTexts } from '../texts/language.ts';
import { profileTexts } from '../texts/profile.texts.ts';

export type Kind = AnswerOf<'/api/notifications/preferences'>['items'][number];

interface Props {
  readonly kind: Kind;
  readonly wanted: { readonly mail: boolean; readonly feed: boolean };
  readonly onChange: (kind: Kind) => void;
}

const ways = ['at_once', 'daily', 'never'] as const;

/** One kind of news; where mails or messages are off at all, its choice rests but is kept. */
export function KindRow({ kind, wanted, onChange }: Props) {
  const say = useTexts(profileTexts);
  const name = say(kind.kind);
  return (
    <tr>
      <th scope="row"><strong>{name}</strong><span className="small muted">{say(`${kind.kind}_text`)}</span></th>
      <td>
        <span className="narrow-label small muted" aria-hidden="true">{say('byMail')}</span>
        <select className="form-select" aria-label={say('mailFor', { name })} disabled={!wanted.mail} value={kind.mail} onChange={({ target }) => onChange({ ...kind, mail: ways.find((way) => way === target.value) ?? kind.mail })}>
          {ways.map((way) => <option key={way} value={way}>{say(way)}</option>)}
        </select>
      </td>
      <td>
        <label className="form-check">
          <input className="form-check-input" type="checkbox" aria-label={say('feedFor', { name })} disabled={!wanted.feed} checked={kind.feed} onChange={({ target }) => onChange({ ...kind, feed: target.checked })} />
          <span className="narrow-label" aria-hidden="true">{say('inPortal')}</span>
        </label>
      </td>
    </tr>
  );
}
