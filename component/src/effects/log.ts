import { type DestinationStream, type Logger, pino } from 'pino'

export type { Logger }

export const levels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const
export type Level = (typeof levels)[number]

/** Never in a log: secrets, and what people wrote. At the top of a line and one level below. */
const secrets = ['secret', 'password', 'token', 'ticket', 'key', 'signature', 'authorization', 'cookie']
const words = ['body', 'text', 'message', 'stanza', 'xml', 'answers', 'params', 'parameters']

/** Errors carry much else: whole stanzas, what somebody answered. */
function describeError(error: unknown): object {
  if (!(error instanceof Error)) return { message: String(error) }
  const { name, message, stack } = error
  const { code, condition } = error as { code?: unknown; condition?: unknown }
  return { type: name, message, stack, code, condition }
}

/** JSON lines on standard output: `{"level":"info","time":"...","msg":"stream: online","domain":"..."}`. */
export function openLog(level: Level = 'info', destination?: DestinationStream): Logger {
  const options = {
    level,
    base: null,
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    serializers: { err: describeError },
    formatters: { level: (label: string) => ({ level: label }) },
    redact: {
      // An error's message is ours and stays: `err.message` is not reached, `message` on the line itself is.
      paths: [...secrets.flatMap((name) => [name, `*.${name}`]), ...words],
      censor: '(hidden)',
    },
  }
  return destination ? pino(options, destination) : pino(options)
}
