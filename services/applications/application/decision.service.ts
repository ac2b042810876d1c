import { Injectable } from '@nestjs/common';
import { applications } from '#libs/contracts/events/applications';
import type { ApproveBody, MoveAnswer, RejectBody } from '#libs/contracts/http/applications';
import { outgoing } from '#libs/messaging/outbox';
import { vendorUser } from '#libs/service/auth/people';
import { MatchKeys } from '../match-key/match-key.service.ts';
import { Admission } from '../partner/admission.service.ts';
import { Programme } from '../programme/programme.service.ts';
import type { Settings } from '../programme/programme-setting.entity.ts';
import { validationFailed } from './application.errors.ts';
import { applicantOf, named } from './application.mentions.ts';
import { ApplicationMoves, type MoveRequest } from './application.moves.ts';

const dayMs = 86_400_000;

/** Approval and rejection. */
@Injectable()
export class Decision {
  constructor(
    private readonly moves: ApplicationMoves,
    private readonly programme: Programme,
    private readonly admission: Admission,
    private readonly keys: MatchKeys,
  ) {}

  async approve(request: MoveRequest, { tier, note, differentCompany }: ApproveBody): Promise<MoveAnswer> {
    const by = vendorUser(request.actor);
    const programme = await this.programme.now();
    if (!programme.has(tier)) throw validationFailed([{ pointer: '/tier', detail: 'is not a tier of the programme' }]);
    const hasManager = programme.tiersWithManager.includes(tier);
    return this.moves.make(request, async (tx, application, at) => {
      const partnerId = this.admission.newPartnerId();
      application.approve(by, partnerId, at);
      if (application.contested) await this.keys.claimContested(tx, application, at, differentCompany === true);
      const events = await this.admission.admit(tx, application, { partnerId, tier, hasManager, at, by: request.actor });
      const data = { ...named(application), applicant: applicantOf(application), partnerId, tier, tierName: programme.nameOf(tier), decidedAt: at.toISOString() };
      return { event: 'approved', why: note, events: [...events, outgoing(applications, 'application.approved.v1', application.id, data)] };
    });
  }

  async reject(request: MoveRequest, body: RejectBody): Promise<MoveAnswer> {
    const by = vendorUser(request.actor);
    const { settings } = await this.programme.now();
    return this.moves.make(request, async (tx, application, at) => {
      const mayReapplyFrom = reapplyDate(settings, body.reason, at);
      application.reject(by, body, mayReapplyFrom, at);
      await this.keys.release(tx, application.id, at, mayReapplyFrom);
      const data = {
        ...named(application),
        applicant: applicantOf(application),
        reason: body.reason,
        ...(body.note === undefined ? {} : { note: body.note }),
        mayReapplyFrom: mayReapplyFrom.toISOString(),
        decidedAt: at.toISOString(),
      };
      const why = body.note === undefined ? body.reason : `${body.reason}: ${body.note}`;
      return { event: 'rejected', why, events: [outgoing(applications, 'application.rejected.v1', application.id, data)] };
    });
  }
}

function reapplyDate(settings: Settings, reason: RejectBody['reason'], at: Date): Date {
  const days = settings.reapply_at_once_after.includes(reason) ? 0 : settings.reapply_after_days;
  return new Date(at.getTime() + days * dayMs);
}
