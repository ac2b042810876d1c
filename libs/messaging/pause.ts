/** A pause that somebody else can end. */
export class Pause {
  private resume: () => void = () => undefined;

  async wait(ms: number): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    await new Promise<void>((resolve) => {
      this.resume = resolve;
      timer = setTimeout(resolve, ms);
    });
    clearTimeout(timer);
  }

  end(): void {
    this.resume();
  }
}
