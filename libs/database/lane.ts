import type { DataSource } from 'typeorm';
import { onBehalfOf } from './actor.statement.ts';
import { HeldConnection } from './held.connection.ts';
import { OneMessage, type Statement } from './one.message.ts';

/** Nobody waits longer for a row that somebody outside holds while others wait behind him: alone, only who needs it does. */
const hurriedOnBehalfOf = (actorSetting: string): Statement => ({
  name: 'actor-hurried',
  text: `SELECT set_config('app.actor', $1, true), set_config('lock_timeout', '100ms', true)`,
  values: [actorSetting],
});

/** A flood may last, and others wait for a connection, too: after that it takes its turn again. */
const LONGEST_HOLD_MS = 1_000;

/**
 * Messages of one actor that are each a transaction of its own (what stands before a Sync is one to PostgreSQL, READ COMMITTED here as everywhere), over one connection for as long as there are
 * any. One that comes while another is on its way is written behind it at once, so that PostgreSQL begins with it when it is done with that one; where that one fails, this is none the worse for it.
 */
export class Lane {
  private held: HeldConnection | undefined;

  constructor(
    private readonly dataSource: DataSource,
    private readonly actorSetting: string,
  ) {}

  /** Returns the rows of the last statement. Where it rejects, nothing was written, unless the connection was lost: then nobody knows. */
  async send<R extends object>(statements: readonly Statement[]): Promise<R[]> {
    const message = new OneMessage<R>([hurriedOnBehalfOf(this.actorSetting), ...statements], statements.length);
    if (this.held && this.held.heldMs > LONGEST_HOLD_MS) this.rest();
    const held = (this.held ??= new HeldConnection(this.dataSource));
    try {
      return await held.send(message);
    } catch (error) {
      // What follows goes by another one; this is given back as soon as nothing is on its way there.
      if (held.isLost && this.held === held) this.rest();
      throw error;
    }
  }

  /** As `send`, beside the others: whoever is alone may wait for a row. */
  async sendAlone<R extends object>(statements: readonly Statement[]): Promise<R[]> {
    const message = new OneMessage<R>([onBehalfOf(this.actorSetting), ...statements], statements.length);
    const held = new HeldConnection(this.dataSource);
    const rows = held.send(message);
    held.giveBack();
    return rows;
  }

  /** There is nothing to send for now. */
  rest(): void {
    this.held?.giveBack();
    this.held = undefined;
  }
}
