import type { LoggerService, LogLevel } from '@nestjs/common';
import pino, { type DestinationStream, type Logger } from 'pino';
import { currentContext } from '#libs/messaging/context';
import { redact, redactText } from './redaction.ts';

export interface LoggerSettings {
  service: string;
  level: string;
  /** Where lines go; standard output by default. */
  destination?: DestinationStream;
}

/**
 * Lines as JSON on standard output, written in small batches so that a request does not wait for a pipe; what is left is
 * written when the process ends.
 */
export function createLogger({ service, level, destination = standardOutput() }: LoggerSettings): Logger {
  return pino(
    {
      level,
      base: { service },
      timestamp: pino.stdTimeFunctions.isoTime,
      // Errors come in described already, see redaction.ts.
      serializers: { err: (error: unknown) => error },
      formatters: { level: (label) => ({ level: label }) },
      mixin: () => {
        const { correlationId, traceparent } = currentContext();
        return { ...(correlationId === undefined ? {} : { correlationId }), ...(traceparent === undefined ? {} : { traceId: traceparent.slice(3, 35) }) };
      },
    },
    destination,
  );
}

let output: ReturnType<typeof pino.destination> | undefined;

/** One for the process, however many services live in it. */
function standardOutput(): DestinationStream {
  if (output) return output;
  const stream = pino.destination({ dest: 1, sync: false, minLength: 8192, periodicFlush: 200 });
  output = stream;
  process.on('exit', flushLogs);
  return stream;
}

/** Writes what waits; also called before a process ends itself. */
export function flushLogs(): void {
  try {
    output?.flushSync();
  } catch {
    // The stream was not open yet, or its reader has gone: there is nobody left to tell.
  }
}

/** Nest's `Logger` on pino: `new Logger('Relay').warn('…')`, and everything is redacted on the way. */
export class NestLogger implements LoggerService {
  constructor(private readonly pino: Logger) {}

  log(message: unknown, ...rest: unknown[]): void {
    this.write('info', message, rest);
  }

  warn(message: unknown, ...rest: unknown[]): void {
    this.write('warn', message, rest);
  }

  debug(message: unknown, ...rest: unknown[]): void {
    this.write('debug', message, rest);
  }

  verbose(message: unknown, ...rest: unknown[]): void {
    this.write('trace', message, rest);
  }

  fatal(message: unknown, ...rest: unknown[]): void {
    this.write('fatal', message, rest);
  }

  error(message: unknown, ...rest: unknown[]): void {
    this.write('error', message, rest);
  }

  setLogLevels(_levels: LogLevel[]): void {
    // The level is the environment's to say.
  }

  /** Nest passes the context last and, for errors, a stack before it. */
  private write(level: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal', message: unknown, rest: unknown[]): void {
    if (!this.pino.isLevelEnabled(level)) return;
    const context = typeof rest.at(-1) === 'string' ? rest.at(-1) : undefined;
    const details = context === undefined ? rest : rest.slice(0, -1);
    const line: Record<string, unknown> = { context };
    for (const detail of details) {
      if (typeof detail === 'string') line.stack = redactText(detail);
      else if (detail instanceof Error) line.err = redact(detail);
      else if (typeof detail === 'object' && detail !== null) Object.assign(line, redact(detail));
    }
    if (message instanceof Error) line.err = redact(message);
    else if (typeof message === 'object' && message !== null) Object.assign(line, redact(message));
    const { message: text, ...others } = line;
    this.pino[level](others, textOf(message) ?? textOf(text));
  }
}

function textOf(message: unknown): string | undefined {
  if (typeof message === 'string') return redactText(message);
  return typeof message === 'number' || typeof message === 'boolean' ? String(message) : undefined;
}
