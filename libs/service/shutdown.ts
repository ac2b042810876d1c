import { Injectable } from '@nestjs/common';

/** Tells long-lived answers (server-sent events) that it is time to end: listen to `signal`. */
@Injectable()
export class Shutdown {
  private readonly controller = new AbortController();

  get signal(): AbortSignal {
    return this.controller.signal;
  }

  begin(): void {
    this.controller.abort();
  }
}
