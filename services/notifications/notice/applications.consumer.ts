import { Controller } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { applications } from '#libs/contracts/events/applications';
import type { EventOf } from '#libs/contracts/topic';
import { Consumes } from '#libs/messaging/consumes';
import { applicationAnswered } from '../template/messages/application-answered.ts';
import { applicationApproved } from '../template/messages/application-approved.ts';
import { applicationContested } from '../template/messages/application-contested.ts';
import { applicationContestedTeam } from '../template/messages/application-contested-team.ts';
import { applicationOverdue } from '../template/messages/application-overdue.ts';
import { applicationReceived } from '../template/messages/application-received.ts';
import { applicationReceivedTeam } from '../template/messages/application-received-team.ts';
import { applicationRejected } from '../template/messages/application-rejected.ts';
import { applicationWithdrawn } from '../template/messages/application-withdrawn.ts';
import { clockWarned } from '../template/messages/clock-warned.ts';
import { moreInfoAsked } from '../template/messages/more-info-asked.ts';
import { statusLink } from '../template/messages/status-link.ts';
import { outsider } from './addressee.ts';
import { only } from './audience.ts';
import { Audiences } from './audiences.service.ts';
import { Notices } from './notices.service.ts';

type Applications = typeof applications;

/** Who hears what about an application. */
@Controller()
export class ApplicationsConsumer {
  constructor(
    private readonly notices: Notices,
    private readonly audiences: Audiences,
  ) {}

  @Consumes(applications, 'application.submitted.v1')
  async confirmApplication({ id, subject: applicationId, data }: EventOf<Applications, 'application.submitted.v1'>, tx: EntityManager): Promise<void> {
    const { applicant, statusLink: sealedLink, ...application } = data;
    await this.notices.tell(tx, id, { message: applicationReceived, to: only(outsider(applicant)), data: { applicationId, ...application }, sealedLink });
    await this.notices.tell(tx, id, { message: applicationReceivedTeam, to: this.audiences.team(), data: { applicationId, ...application } });
  }

  @Consumes(applications, 'application.contested.v1')
  async confirmContest({ id, subject: applicationId, data }: EventOf<Applications, 'application.contested.v1'>, tx: EntityManager): Promise<void> {
    const { applicant, statusLink: sealedLink, ...application } = data;
    await this.notices.tell(tx, id, { message: applicationContested, to: only(outsider(applicant)), data: { applicationId, ...application }, sealedLink });
    await this.notices.tell(tx, id, { message: applicationContestedTeam, to: this.audiences.team(), data: { applicationId, ...application } });
  }

  @Consumes(applications, 'application.more_info_requested.v1')
  async askApplicant({ id, subject: applicationId, data }: EventOf<Applications, 'application.more_info_requested.v1'>, tx: EntityManager): Promise<void> {
    const { applicant, statusLink: sealedLink, ...application } = data;
    await this.notices.tell(tx, id, { message: moreInfoAsked, to: only(outsider(applicant)), data: { applicationId, ...application }, sealedLink });
  }

  @Consumes(applications, 'application.answered.v1')
  async announceAnswer({ id, subject: applicationId, data }: EventOf<Applications, 'application.answered.v1'>, tx: EntityManager): Promise<void> {
    const to = this.audiences.reviewerOrTeam(data.reviewerId);
    await this.notices.tell(tx, id, { message: applicationAnswered, to, data: { applicationId, ...data } });
  }

  @Consumes(applications, 'application.approved.v1')
  async welcomePartner({ id, subject: applicationId, data }: EventOf<Applications, 'application.approved.v1'>, tx: EntityManager): Promise<void> {
    await this.notices.tell(tx, id, { message: applicationApproved, to: only(outsider(data.applicant)), data: { applicationId, ...data } });
  }

  @Consumes(applications, 'application.rejected.v1')
  async explainRejection({ id, subject: applicationId, data }: EventOf<Applications, 'application.rejected.v1'>, tx: EntityManager): Promise<void> {
    const atOnce = Date.parse(data.mayReapplyFrom) <= Date.parse(data.decidedAt);
    const { applicant, note = null, ...decision } = data;
    await this.notices.tell(tx, id, { message: applicationRejected, to: only(outsider(applicant)), data: { applicationId, ...decision, note, atOnce } });
  }

  @Consumes(applications, 'application.withdrawn.v1')
  async announceWithdrawal({ id, subject: applicationId, data }: EventOf<Applications, 'application.withdrawn.v1'>, tx: EntityManager): Promise<void> {
    await this.notices.tell(tx, id, { message: applicationWithdrawn, to: this.audiences.team(), data: { applicationId, ...data } });
  }

  @Consumes(applications, 'application.status_link_requested.v1')
  async sendStatusLink({ id, subject: applicationId, data }: EventOf<Applications, 'application.status_link_requested.v1'>, tx: EntityManager): Promise<void> {
    const { applicant, statusLink: sealedLink, ...application } = data;
    await this.notices.tell(tx, id, { message: statusLink, to: only(outsider(applicant)), data: { applicationId, ...application }, sealedLink });
  }

  @Consumes(applications, 'application.clock_warned.v1')
  async warnOfDeadline({ id, subject: applicationId, data }: EventOf<Applications, 'application.clock_warned.v1'>, tx: EntityManager): Promise<void> {
    const to = this.audiences.reviewerOrTeam(data.reviewerId);
    await this.notices.tell(tx, id, { message: clockWarned, to, data: { applicationId, ...data } });
  }

  @Consumes(applications, 'application.overdue.v1')
  async escalateOverdue({ id, subject: applicationId, data }: EventOf<Applications, 'application.overdue.v1'>, tx: EntityManager): Promise<void> {
    const to = this.audiences.escalation(data.reviewerId);
    await this.notices.tell(tx, id, { message: applicationOverdue, to, data: { applicationId, ...data } });
  }
}
