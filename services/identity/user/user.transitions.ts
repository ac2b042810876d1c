/** The standing of an account. A person who was invited and disabled before activation is invited again when enabled. */
export const userStatuses = ['invited', 'active', 'disabled'] as const;
export type UserStatus = (typeof userStatuses)[number];

/** Which standing may follow which. */
export const userTransitions: Readonly<Record<UserStatus, readonly UserStatus[]>> = {
  invited: ['active', 'disabled'],
  active: ['disabled'],
  disabled: ['active', 'invited'],
};

export function mayBecome(from: UserStatus, to: UserStatus): boolean {
  return userTransitions[from].includes(to);
}
