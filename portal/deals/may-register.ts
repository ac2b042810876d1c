import type { AnswerOf } from '../api/routes.ts';

/** Owners and sellers; everybody else reads. The API refuses in any case. */
export const mayRegister = ({ user }: Pick<AnswerOf<'/api/session'>, 'user'>): boolean => user.permissions.includes('deals:register');
