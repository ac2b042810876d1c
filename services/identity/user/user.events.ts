import type { DataIn } from '#libs/contracts/topic';
import { users } from '#libs/contracts/events/users';
import { outgoing, type OutgoingEvent } from '#libs/messaging/outbox';
import type { User } from './user.entity.ts';

const person = ({ name, email, locale }: User) => ({ name, email, locale });
const wishes = (user: User) => ({ mail: user.mailNotifications, feed: user.feedNotifications });

export interface SealedLink {
  link: string;
  expiresAt: Date;
}

type Invited = DataIn<typeof users, 'user.invited.v1'>;

export function userInvited(user: User, sealed: SealedLink, about: { occasion: Invited['occasion']; companyName: string | null; invitedBy: string | null }): OutgoingEvent {
  return outgoing(users, 'user.invited.v1', user.id, {
    ...person(user),
    link: sealed.link,
    expiresAt: sealed.expiresAt.toISOString(),
    roles: user.roles,
    partnerId: user.partnerId,
    ...about,
  });
}

export function userActivated(user: User, at: Date): OutgoingEvent {
  return outgoing(users, 'user.activated.v1', user.id, { ...person(user), roles: user.roles, partnerId: user.partnerId, notifications: wishes(user), activatedAt: at.toISOString() });
}

export function userChanged(user: User, at: Date): OutgoingEvent {
  const { roles, partnerId, status } = user;
  return outgoing(users, 'user.changed.v1', user.id, { ...person(user), roles, partnerId, status, notifications: wishes(user), changedAt: at.toISOString() });
}

export function userSnapshotted(user: User): OutgoingEvent {
  const { roles, partnerId, status } = user;
  return outgoing(users, 'user.snapshotted.v1', user.id, { ...person(user), roles, partnerId, status, notifications: wishes(user) });
}

export function passwordResetRequested(user: User, { link, expiresAt }: SealedLink): OutgoingEvent {
  return outgoing(users, 'user.password_reset_requested.v1', user.id, { ...person(user), link, expiresAt: expiresAt.toISOString() });
}

export function passwordChanged(user: User, at: Date): OutgoingEvent {
  return outgoing(users, 'user.password_changed.v1', user.id, { ...person(user), changedAt: at.toISOString() });
}
