import { useState } from 'react';
import { send } from '../api/client.ts';
import { useSending } from '../api/sending.ts';
import { RefusalNotice } from '../frame/refusal-notice.tsx';
import { accountTexts } from '../texts/account.texts.ts';
import { dayText, timeText } from '../texts/formats.ts';
import { useTexts, type Say } from '../texts/language.ts';
import { peopleTexts } from '../texts/people.texts.ts';
import { letBackIn, type Person } from './people-query.ts';
import { Removal } from './removal.tsx';
import { RoleForm } from './role-form.tsx';
import { roleNames } from './roles.ts';

type Key = keyof typeof peopleTexts.en;

interface Props {
  readonly person: Person;
  readonly isMe: boolean;
  readonly mayManage: boolean;
  /** Whose people stand beside each other, where they are of several companies. */
  readonly company?: string | undefined;
  readonly onChanged: (sentence?: string) => Promise<void>;
}

/** One person: who it is, what they may do, how they stand, and what can be done about it. */
export function PersonRow({ person, isMe, mayManage, company, onChanged }: Props) {
  const say = useTexts(peopleTexts);
  const sayRole = useTexts(accountTexts);
  const [doing, setDoing] = useState<'roles' | 'removal'>();
  const { id, name, email, roles, status, activatedAt } = person;
  const standing = status === 'disabled' && activatedAt === null ? 'takenBack' : status;
  const done = async (sentence: Key) => {
    setDoing(undefined);
    await onChanged(say(sentence, { name }));
  };
  return (
    <li className={status === 'disabled' ? 'person person-out' : 'person'}>
      <div className="person-who">
        <p id={`person-${id}`}><strong>{name}</strong>{isMe && <span className="muted"> · {say('you')}</span>}</p>
        <p className="small muted">{email}</p>
        {company !== undefined && <p className="small">{company}</p>}
      </div>
      <p className="person-roles">{roleNames(roles, sayRole)}</p>
      <div className="person-state">
        <span className={tagOf[standing]}>{say(standing)}</span>
        <p className="small muted">{lastSeen(person, say)}</p>
      </div>
      {mayManage && !isMe && doing !== 'roles' && <Actions person={person} onChanged={onChanged} onRoles={() => setDoing('roles')} onRemoval={() => setDoing('removal')} />}
      {isMe && mayManage && <p className="person-actions small muted">{say('ownAccount')}</p>}
      {doing === 'roles' && <RoleForm person={person} onDone={async () => done('rolesChanged')} onCancel={() => setDoing(undefined)} />}
      <Removal person={person} open={doing === 'removal'} onDone={async () => done(status === 'invited' ? 'wasTakenBack' : 'wasRemoved')} onCancel={() => setDoing(undefined)} />
    </li>
  );
}

const tagOf = { active: 'tag tag-accent', invited: 'tag tag-warn', disabled: 'tag', takenBack: 'tag' } as const;

function lastSeen({ status, invitedAt, lastSignInAt }: Person, say: Say<Key>): string {
  if (status === 'invited') return say('invitedOn', { day: dayText(invitedAt) });
  return lastSignInAt === null ? say('neverIn') : say('lastIn', { time: timeText(lastSignInAt) });
}

interface ActionProps {
  readonly person: Person;
  readonly onChanged: (sentence?: string) => Promise<void>;
  readonly onRoles: () => void;
  readonly onRemoval: () => void;
}

function Actions({ person, onChanged, onRoles, onRemoval }: ActionProps) {
  const say = useTexts(peopleTexts);
  const { id, name, status } = person;
  const again = useSending<void, unknown>(async (_nothing, key) => send('POST /api/users/{id}/activation-link', {}, { params: { id }, key }));
  const back = useSending<void, unknown>(async (_nothing, key) => letBackIn(person, key));
  const refusal = again.refusal ?? back.refusal;
  async function sendAgain(): Promise<void> {
    if (await again.send()) await onChanged(say('sentAgain', { name }));
  }
  async function comeBack(): Promise<void> {
    const worked = await back.send();
    await onChanged(worked ? say('isBack', { name }) : undefined);
  }
  const describedBy = `person-${id}`;
  return (
    <div className="person-actions">
      {refusal && <RefusalNotice refusal={refusal} focused />}
      {status === 'disabled' ? (
        <button type="button" className="btn btn-quiet" aria-describedby={describedBy} aria-disabled={back.busy || undefined} onClick={comeBack}>{say('letBackIn')}</button>
      ) : (
        <>
          {status === 'invited' && <button type="button" className="btn btn-quiet" aria-describedby={describedBy} aria-disabled={again.busy || undefined} onClick={sendAgain}>{say('sendAgain')}</button>}
          <button type="button" className="btn btn-quiet" aria-describedby={describedBy} onClick={onRoles}>{say('changeRoles')}</button>
          <button type="button" className="btn btn-danger" aria-describedby={describedBy} onClick={onRemoval}>{say(status === 'invited' ? 'takeBack' : 'remove')}</button>
        </>
      )}
    </div>
  );
}
