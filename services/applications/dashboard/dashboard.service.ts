import { Injectable } from '@nestjs/common';
import { In, LessThan, type EntityManager } from 'typeorm';
import type { Figure, FiguresAnswer } from '#libs/contracts/http/dashboard';
import { Clock } from '#libs/database/clock';
import { Database } from '#libs/database/database';
import type { Caller } from '#libs/service/auth/caller';
import type { Figures } from '#libs/service/dashboard';
import { Application } from '../application/application.entity.ts';
import { JoinRequest } from '../join-request/join-request.entity.ts';

const open = In(['submitted', 'in_review', 'more_info']);
const count = (code: string, figure: number, link: string): Figure => ({ code, count: figure, amount: null, link });

/** What waits for somebody: applications for the team, requests to join for a partner's owners. */
@Injectable()
export class Dashboard implements Figures {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async figures({ actor, permissions }: Caller): Promise<FiguresAnswer> {
    const [team, owner] = [permissions.has('applications:read'), permissions.has('partner:join-requests')];
    if (!team && !owner) return { figures: [] };
    return this.database.inTransaction(actor, async (tx) => ({ figures: [...(team ? await this.ofTeam(tx) : []), ...(owner ? await ofOwner(tx) : [])] }));
  }

  private async ofTeam(tx: EntityManager): Promise<Figure[]> {
    return [
      count('applications_open', await tx.countBy(Application, { status: open }), '/api/partners?status=submitted,in_review,more_info'),
      count('applications_overdue', await tx.countBy(Application, { clock: { dueAt: LessThan(this.clock.now()) } }), '/api/partners?overdue=true'),
    ];
  }
}

async function ofOwner(tx: EntityManager): Promise<Figure[]> {
  return [count('join_requests_open', await tx.countBy(JoinRequest, { status: 'open' }), '/api/partners/join-requests?status=open')];
}
