import type { Permission } from '#libs/contracts/permissions';

/** Who may call a route. */
export type Access = { kind: 'public' } | { kind: 'public-or-signed-in' } | { kind: 'signed-in' } | { kind: 'permission'; permission: Permission };

// Keyed by the method or class itself.
const stated = new WeakMap<object, Access>();

function access(value: Access): MethodDecorator & ClassDecorator {
  return (target: object, _name?: string | symbol, descriptor?: PropertyDescriptor) => {
    stated.set(metadataTarget(target, descriptor), value);
  };
}

function metadataTarget(target: object, descriptor: PropertyDescriptor | undefined): object {
  const method: unknown = descriptor?.value;
  return typeof method === 'function' ? method : target;
}

/** Only callers whose roles give the permission: 401 without a token, 403 with too little. */
export function Requires(permission: Permission) {
  return access({ kind: 'permission', permission });
}

/** Anybody with a valid token, whatever the role. */
export function SignedIn() {
  return access({ kind: 'signed-in' });
}

/** Everybody; a token that comes along is not looked at, so a stale one does no harm. */
export function Public() {
  return access({ kind: 'public' });
}

/** Everybody; who brings a token is known by it, so that the answer may be another. A wrong token is refused: the gateway leaves stale ones away. */
export function PublicOrSignedIn() {
  return access({ kind: 'public-or-signed-in' });
}

/** What a handler states, else its controller, else nothing: such a route is refused to everybody. */
export function accessOf(handler: object, controller: object): Access | undefined {
  return stated.get(handler) ?? stated.get(controller);
}
