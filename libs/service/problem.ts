import type { SaidOfField } from '#libs/contracts/field-sentences';

/** What a schema says of a value in its own words. Whoever fills in a form has been told before by the same schema. */
export type SaidBySchema = string & { readonly bySchema: true };

/** What is wrong with one value. */
export type FieldError = InBody | Elsewhere;

interface InBody {
  /** RFC 6901 JSON Pointer, such as `/company/website`. */
  pointer: string;
  in?: never;
  /** One of the sentences that the portal has in the reader's words too. */
  detail: SaidOfField | SaidBySchema;
}

/** Of what no form sends: such values are written by programs. */
interface Elsewhere {
  /** `/name` of a query parameter, path parameter or header. */
  pointer: string;
  in: 'query' | 'path' | 'header';
  detail: string;
}

export interface ProblemOptions {
  /** HTTP status, 400 to 599. */
  status: number;
  /** Stable and machine-readable, `<owner>/<what>`, for instance `applications/duplicate`. */
  code: string;
  /** The same for every occurrence of this code. */
  title: string;
  /** About this occurrence; never holds SQL, stacks or other people's data. */
  detail?: string | undefined;
  errors?: readonly FieldError[] | undefined;
  /** More members of the answer, such as `nextStep`. */
  extensions?: Readonly<Record<string, unknown>> | undefined;
  headers?: Readonly<Record<string, string>> | undefined;
}

/**
 * An error with a status and a stable code; the filter answers it as `application/problem+json` (RFC 9457).
 * Aggregates declare theirs as subclasses beside the entity.
 * @example class DealAlreadyProtected extends Problem {
 *   constructor() { super({ status: 409, code: 'deals/already-protected', title: 'This deal is already protected' }); }
 * }
 */
export class Problem extends Error {
  override readonly name: string = 'Problem';
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly detail: string | undefined;
  readonly errors: readonly FieldError[] | undefined;
  readonly extensions: Readonly<Record<string, unknown>> | undefined;
  readonly headers: Readonly<Record<string, string>> | undefined;

  constructor(options: ProblemOptions) {
    super(options.detail ?? options.title);
    this.status = options.status;
    this.code = options.code;
    this.title = options.title;
    this.detail = options.detail;
    this.errors = options.errors;
    this.extensions = options.extensions;
    this.headers = options.headers;
  }

  /** The body of the answer. */
  toBody(correlationId: string | undefined): Record<string, unknown> {
    return {
      type: `urn:problem:${this.code.replace('/', ':')}`,
      title: this.title,
      status: this.status,
      code: this.code,
      detail: this.detail,
      correlationId,
      errors: this.errors,
      ...this.extensions,
    };
  }
}

