import { Writable } from 'node:stream';

const OWN_FIELDS = new Set(['level', 'time', 'msg']);

/** One JSON log line as a person reads it: time, level, message, then the fields. Lines that are no JSON stay as they are. */
function readableLogLine(json: string): string {
  let fields: Record<string, unknown>;
  try {
    fields = JSON.parse(json) as Record<string, unknown>;
  } catch {
    return json;
  }
  const { level, time, msg } = fields;
  const rest = Object.entries(fields).filter(([name]) => !OWN_FIELDS.has(name));
  const details = rest.map(([name, value]) => `${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`);
  return [String(time).slice(11, 19), String(level).toUpperCase().padEnd(5), String(msg), ...details].join(' ');
}

/** A destination for the logger that hands readable lines to `print`. */
export function readableLog(print: (line: string) => void): Writable {
  return new Writable({
    write(chunk: Buffer, _encoding, done) {
      for (const line of chunk.toString('utf8').split('\n')) if (line !== '') print(readableLogLine(line));
      done();
    },
  });
}
