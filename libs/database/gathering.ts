interface Waiting<I, O> {
  readonly item: I;
  readonly resolve: (answer: O) => void;
  readonly reject: (error: unknown) => void;
}

export interface GatheringOptions<I, O> {
  /**
   * Sends items as one and answers each, in their order. `alone` is the second try of a single item, beside the others: only there may it
   * wait for what somebody else holds.
   */
  readonly send: (items: readonly I[], alone: boolean) => Promise<readonly O[]>;
  /** Whether an error of several says that nothing of them happened, so that each may be sent again by itself. */
  readonly again: (error: unknown, count: number) => boolean;
  /** From how many on those that wait leave although a message is still on its way, so that the database finds the next when it is done; not at all by default. Two are on their way at most. */
  readonly ahead?: number;
  /** Nothing waits any more, and nothing is on its way but second tries. */
  readonly idle?: () => void;
}

/** Half of a flood is worked on by PostgreSQL while the other half is prepared: with more, everybody waits in step. */
const MOST = 16;

/**
 * What comes to this step together goes together, and what arrives while something is under way gathers and goes as the next, without any timer: alone, nobody waits. It is a wager
 * that none of them fails; where one does, each is sent again by itself and gets exactly the answer that it would have got alone.
 */
export class Gathering<I, O> {
  private waiting: Waiting<I, O>[] = [];
  private underWay = 0;
  private isLeaving = false;

  constructor(private readonly options: GatheringOptions<I, O>) {}

  add(item: I): Promise<O> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ item, resolve, reject });
      if (this.isLeaving || !this.isDue) return;
      this.isLeaving = true;
      // Those that came to this step together with it are still to come here.
      process.nextTick(() => {
        this.isLeaving = false;
        this.sendDue();
      });
    });
  }

  private get isDue(): boolean {
    if (this.underWay === 0) return this.waiting.length > 0;
    return this.underWay === 1 && this.waiting.length >= (this.options.ahead ?? Infinity);
  }

  private sendDue(): void {
    while (this.isDue) void this.sendNext();
  }

  private async sendNext(): Promise<void> {
    this.underWay += 1;
    const settle = await this.sent(this.waiting.splice(0, MOST));
    this.underWay -= 1;
    if (this.isDue && !this.isLeaving) {
      this.sendDue();
      // The next message leaves before these are answered, so that the database works meanwhile.
      setImmediate(settle);
    } else settle();
    if (this.underWay === 0 && this.waiting.length === 0) this.options.idle?.();
  }

  /** Says what is to be told to those who wait; where each is sent again by itself, that has begun, before anything else is sent. */
  private async sent(gathered: readonly Waiting<I, O>[], alone = false): Promise<() => void> {
    const items = gathered.map(({ item }) => item);
    try {
      const answers = await this.options.send(items, alone);
      return () => tell(gathered, answers);
    } catch (error) {
      if (alone || !this.options.again(error, gathered.length)) return () => refuse(gathered, error);
      // Beside those that follow: whoever has to wait for a row now keeps nobody else waiting.
      for (const one of gathered) void this.sent([one], true).then((settle) => settle());
      return () => undefined;
    }
  }
}

function tell<I, O>(gathered: readonly Waiting<I, O>[], answers: readonly O[]): void {
  // They were written: not to be sent again.
  if (answers.length !== gathered.length) return refuse(gathered, new Error(`${gathered.length} were sent, ${answers.length} answered`));
  for (const [index, answer] of answers.entries()) gathered[index]?.resolve(answer);
}

function refuse<I, O>(gathered: readonly Waiting<I, O>[], error: unknown): void {
  for (const { reject } of gathered) reject(error);
}
