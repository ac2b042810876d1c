import type { ProblemJson } from '#libs/contracts/http/problem';

/** A refusal of the API (RFC 9457), or the lack of any answer (`portal/no-answer`). */
export class Refusal extends Error {
  readonly status: number;
  readonly code: string;
  readonly detail: string | undefined;
  readonly correlationId: string | undefined;
  readonly errors: NonNullable<ProblemJson['errors']>;
  /** What else the problem says, by its code: `nextStep` of a duplicate, `reasons` of a refused password. */
  readonly problem: Readonly<Record<string, unknown>>;

  constructor(problem: Partial<ProblemJson> & { status: number }, readonly retryAfter?: number) {
    super(problem.detail ?? problem.title ?? problem.code ?? 'No answer');
    this.name = 'Refusal';
    this.status = problem.status;
    this.code = problem.code ?? 'portal/no-answer';
    this.detail = problem.detail;
    this.correlationId = problem.correlationId;
    this.errors = problem.errors ?? [];
    this.problem = problem;
  }

  /** Sending the same again may work; nothing is known to have happened. */
  get isPassing(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }
}
