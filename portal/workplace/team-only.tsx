import type { ReactNode } from 'react';
import type { Permission } from '#libs/contracts/permissions';
import type { AnswerOf } from '../api/routes.ts';
import { SignedIn } from '../sign-in/signed-in.tsx';
import { useTexts } from '../texts/language.ts';
import { teamTexts } from '../texts/team.texts.ts';

interface Props {
  /** What its figures and lists are read with; the API refuses in any case. */
  readonly needs?: Permission;
  readonly children: (session: AnswerOf<'/api/session'>) => ReactNode;
}

/** A page of the vendor's people; everybody else is told so in place of a list of refusals. */
export function TeamOnly({ needs, children }: Props) {
  return <SignedIn>{(session) => (session.partner === null && (needs === undefined || session.user.permissions.includes(needs)) ? children(session) : <NotYours />)}</SignedIn>;
}

function NotYours() {
  const say = useTexts(teamTexts);
  return (
    <div className="narrow-page">
      <h1>{say('notYours')}</h1>
      <p className="muted">{say('notYoursText')}</p>
    </div>
  );
}
