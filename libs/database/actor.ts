/** On whose behalf a transaction runs; row-level security decides by it which rows exist. */
export type Actor =
  | { readonly kind: 'user'; readonly userId: string; readonly partnerId: string; readonly roles: readonly string[] }
  | { readonly kind: 'vendor'; readonly userId: string; readonly roles: readonly string[] }
  | { readonly kind: 'api_key'; readonly keyId: string; readonly partnerId?: string }
  | { readonly kind: 'applicant'; readonly applicationId: string }
  | { readonly kind: 'public' }
  | { readonly kind: 'system'; readonly name: string };

export type ActorKind = Actor['kind'];

/** Thrown for an actor whose ids are not UUIDs: it would reach SQL as text, so nothing odd may pass. */
export class InvalidActor extends Error {
  constructor(detail: string) {
    super(`Not an actor: ${detail}`);
    this.name = 'InvalidActor';
  }
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const systemName = /^[a-z0-9][a-z0-9._-]{0,99}$/;

function id(value: string, what: string): string {
  if (!uuid.test(value)) throw new InvalidActor(`${what} is not a UUID`);
  return value.toLowerCase();
}

/** Who it was, for a log line or the audit trail: `user:0199…`, `system:applications.sweeper`, `public`. */
export function actorLabel(actor: Actor): string {
  switch (actor.kind) {
    case 'user':
    case 'vendor':
      return `${actor.kind}:${actor.userId}`;
    case 'api_key':
      return `api_key:${actor.keyId}`;
    case 'applicant':
      return `applicant:${actor.applicationId}`;
    case 'public':
      return 'public';
    case 'system':
      return `system:${actor.name}`;
  }
}

/**
 * The value of the setting `app.actor` that the SQL functions `actor_kind()`, `actor_id()` and `actor_partner_id()` read:
 * `kind/id/partner/name`, parts empty where they do not apply. Throws `InvalidActor`.
 */
export function actorSetting(actor: Actor): string {
  switch (actor.kind) {
    case 'user':
      return `user/${id(actor.userId, 'userId')}/${id(actor.partnerId, 'partnerId')}/`;
    case 'vendor':
      return `vendor/${id(actor.userId, 'userId')}//`;
    case 'api_key':
      return `api_key/${id(actor.keyId, 'keyId')}/${actor.partnerId === undefined ? '' : id(actor.partnerId, 'partnerId')}/`;
    case 'applicant':
      return `applicant/${id(actor.applicationId, 'applicationId')}//`;
    case 'public':
      return 'public///';
    case 'system':
      if (!systemName.test(actor.name)) throw new InvalidActor('a system actor has a name such as "applications.sweeper"');
      return `system///${actor.name}`;
  }
}
