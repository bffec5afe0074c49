/** Constant message, data in fields: so that lines group and nothing secret is spliced into text. */
export interface Logger {
  info(message: string, fields?: LogFields): void;
  /** Only when a person could act. */
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
}

export type LogFields = Readonly<Record<string, string | number | boolean | null | undefined>>;

/** What the Functions invocation context and the console have in common. */
export interface LogSink {
  info(...args: unknown[]): void;
  warn(...args: unknown[]): void;
  error(...args: unknown[]): void;
}

/** Writes `message {json fields}` to a sink: one line an event. */
export function loggerTo(sink: LogSink): Logger {
  return {
    info: (message, fields) => sink.info(lineOf(message, fields)),
    warn: (message, fields) => sink.warn(lineOf(message, fields)),
    error: (message, fields) => sink.error(lineOf(message, fields)),
  };
}

/** The same logger, with fields that hold for every line, e.g. what an invocation is about. */
export function withFields(log: Logger, known: LogFields): Logger {
  return {
    info: (message, fields) => log.info(message, { ...known, ...fields }),
    warn: (message, fields) => log.warn(message, { ...known, ...fields }),
    error: (message, fields) => log.error(message, { ...known, ...fields }),
  };
}

function lineOf(message: string, fields?: LogFields): string {
  return fields === undefined ? message : `${message} ${JSON.stringify(fields)}`;
}
