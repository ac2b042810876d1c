/** Something a person can put right: its message is one sentence with the remedy and is printed without a stack. */
export class StartError extends Error {
  override readonly name = 'StartError';
}

/** The stack is being stopped, so nothing new may start. Whoever asked for the stop reports it; nobody else has to. */
export class Stopping extends Error {
  override readonly name = 'Stopping';
}
