import type { Statement } from './one.message.ts';

/** Tells row-level security for whom the rest of the transaction is. `actorSetting`: of the function of that name. */
export const onBehalfOf = (actorSetting: string): Statement => ({ name: 'actor', text: `SELECT set_config('app.actor', $1, true)`, values: [actorSetting] });
