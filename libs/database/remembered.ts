/**
 * A value that is read again at most every `maxAgeMs` of real time, by one caller for all: every submission needs the programme and the
 * catalogue, and neither changes more than a few times a year. A failed read is told to those who waited and not remembered.
 */
export class Remembered<T> {
  private value: { readonly read: T; readonly at: number } | undefined;
  private reading: Promise<T> | undefined;

  constructor(
    private readonly maxAgeMs: number,
    private readonly read: () => Promise<T>,
  ) {}

  async get(): Promise<T> {
    // Asked once: between two questions it may have grown too old.
    const { fresh } = this;
    if (fresh !== undefined) return fresh.read;
    this.reading ??= this.fetch();
    return this.reading;
  }

  /** For callers that are in a transaction, which must not open another one: they read for themselves, and all remember it. */
  async getBy(read: () => Promise<T>): Promise<T> {
    const { fresh } = this;
    if (fresh !== undefined) return fresh.read;
    const value = await read();
    this.value = { read: value, at: performance.now() };
    return value;
  }

  /** The next `get` reads again; what is being read may be older than whatever was forgotten for. */
  forget(): void {
    this.value = undefined;
    this.reading = undefined;
  }

  private get fresh(): { readonly read: T } | undefined {
    return this.value !== undefined && performance.now() - this.value.at < this.maxAgeMs ? this.value : undefined;
  }

  private fetch(): Promise<T> {
    const reading: Promise<T> = this.read()
      .then((read) => {
        if (this.reading === reading) this.value = { read, at: performance.now() };
        return read;
      })
      .finally(() => {
        if (this.reading === reading) this.reading = undefined;
      });
    return reading;
  }
}
