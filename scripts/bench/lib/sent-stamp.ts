const MARK = Buffer.from('"message_id":"');
const STAMPED = /^([0-9a-f]{8})-([0-9a-f]{4})-4000-8000-([0-9a-f]{12})$/;

/** Now in microseconds, on the clock that all processes of a machine share and that never goes back. */
export function nowMicros(): number {
  return Number(process.hrtime.bigint() / 1_000n);
}

/** A message id in the form of Twitch's that says when the message was sent. @param sequence makes it the only one */
export function stampedId(micros: number, sequence: number): string {
  const time = micros.toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-4000-8000-${sequence.toString(16).padStart(12, '0')}`;
}

/** When the message with this id was sent. @throws for an id without a stamp */
export function sentMicros(id: string): number {
  const [, high, low] = STAMPED.exec(id) ?? [];
  if (high === undefined || low === undefined) throw new Error(`"${id}" does not say when it was sent`);
  return Number.parseInt(high + low, 16);
}

/** The same for a frame as it arrived, without reading the rest of it; null for a frame without a message. */
export function sentMicrosIn(frame: Buffer): number | null {
  const at = frame.indexOf(MARK);
  if (at === -1) return null;
  const from = at + MARK.length;
  return Number.parseInt(frame.toString('latin1', from, from + 8) + frame.toString('latin1', from + 9, from + 13), 16);
}
