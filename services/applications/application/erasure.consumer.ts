import { Controller } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import { applications } from '#libs/contracts/events/applications';
import { users } from '#libs/contracts/events/users';
import { erasedEmail } from '#libs/contracts/primitives';
import type { EventOf } from '#libs/contracts/topic';
import type { Actor } from '#libs/database/actor';
import { eraseAnswers } from '#libs/database/idempotency.erasure';
import { Consumes } from '#libs/messaging/consumes';
import { outgoing } from '#libs/messaging/outbox';
import { MatchKeys } from '../match-key/match-key.service.ts';
import { Application } from './application.entity.ts';
import { named } from './application.mentions.ts';
import { ApplicationMoves } from './application.moves.ts';
import { terminalStatuses } from './application.transitions.ts';

const by: Actor = { kind: 'system', name: 'applications.erasure' };
const gone = 'erased';

/** Forgets a person who asked to be forgotten; what stays is the company's. */
@Controller()
export class ErasureConsumer {
  constructor(
    private readonly moves: ApplicationMoves,
    private readonly keys: MatchKeys,
  ) {}

  @Consumes(users, 'person.erased.v1')
  async forgetPerson({ data: { email } }: EventOf<typeof users, 'person.erased.v1'>, tx: EntityManager): Promise<void> {
    const found = await tx.find(Application, { where: { contact: { email } }, lock: { mode: 'pessimistic_write' } });
    for (const application of found.filter(({ status }) => !terminalStatuses.includes(status))) await this.withdraw(tx, application);
    const ids = found.map(({ id }) => id);
    if (ids.length > 0) {
      await tx.update(Application, { id: In(ids) }, { contact: { firstName: gone, lastName: gone, email: erasedEmail, phone: null, jobTitle: gone }, goals: gone, statement: null, rejectionNote: null });
      await tx.query(`UPDATE application_question SET question = $2, answer = CASE WHEN answer IS NULL THEN NULL ELSE $2 END WHERE application_id = ANY($1::uuid[])`, [ids, gone]);
      await tx.query(`UPDATE application_history SET why = NULL WHERE application_id = ANY($1::uuid[]) AND event IN ('more_info_requested', 'rejected', 'withdrawn')`, [ids]);
      // What the applicant was answered names the application and not the person.
      await eraseAnswers(tx, found.map(({ reference }) => reference));
    }
    await tx.query('DELETE FROM status_link_request WHERE email = $1', [email]);
    await tx.query('DELETE FROM join_asking WHERE person_email = $1', [email]);
    await tx.query(
      `UPDATE join_request SET person_name = $2, person_email = $3, person_job_title = NULL, message = NULL,
              status = CASE status WHEN 'open' THEN 'declined' ELSE status END WHERE person_email = $1`,
      [email, gone, erasedEmail],
    );
  }

  /** Nobody is left to talk to. */
  private async withdraw(tx: EntityManager, application: Application): Promise<void> {
    await this.moves.moveLocked(tx, by, application, async (at) => {
      application.withdraw(at);
      await this.keys.release(tx, application.id, at, null);
      const data = { ...named(application), withdrawnAt: at.toISOString() };
      return { event: 'withdrawn', events: [outgoing(applications, 'application.withdrawn.v1', application.id, data)] };
    });
  }
}
