import { Injectable } from '@nestjs/common';

/**
 * Tells the relay of the same process that an event will be committed shortly, so that it polls at its shortest interval for a while, or tells the process that
 * leads. Only a hint: the relay polls anyway, and finds what nobody told it of a quarter of a second later.
 */
@Injectable()
export class RelaySignal {
  private listener: () => void = () => undefined;

  appended(): void {
    this.listener();
  }

  onAppended(listener: () => void): void {
    this.listener = listener;
  }
}
