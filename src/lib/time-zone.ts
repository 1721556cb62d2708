/**
 * The canonical IANA name of what somebody typed (`europe/berlin` is `Europe/Berlin`), null when there is no such zone.
 * Fixed offsets (`+02:00`) are refused: they are wrong for half of the year where clocks change.
 */
export function parseTimeZone(typed: string): string | null {
  const name = typed.trim();
  if (!/^[a-z][a-z0-9_+\-/]{1,63}$/i.test(name)) return null;
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone: name }).resolvedOptions().timeZone;
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** Every zone this runtime knows, `UTC` first. */
export function timeZoneNames(): readonly string[] {
  return ['UTC', ...Intl.supportedValuesOf('timeZone').filter((name) => name !== 'UTC')];
}

/** The hour and minute of an instant in one zone, as minutes since local midnight. */
export interface LocalTime {
  minuteOfDay(at: number, timeZone: string): number;
}

interface Zone {
  readonly format: Intl.DateTimeFormat;
  /** The last answer and the minute (since the epoch) it holds for: offsets in use today are whole minutes. */
  minute: number;
  minuteOfDay: number;
}

/**
 * Building a formatter costs a thousand times more than using it, so each zone's is kept. There are fewer than 700
 * names and only valid ones are kept, which bounds the memory. A zone this runtime does not know counts as UTC.
 */
export function createLocalTime(): LocalTime {
  const zones = new Map<string, Zone>();
  const zoneOf = (timeZone: string): Zone => {
    const known = zones.get(timeZone);
    if (known !== undefined) return known;
    const name = parseTimeZone(timeZone);
    const zone = { format: clockFormat(name ?? 'UTC'), minute: Number.NaN, minuteOfDay: 0 };
    if (name !== null) zones.set(timeZone, zone);
    return zone;
  };
  return {
    minuteOfDay(at, timeZone) {
      const zone = zoneOf(timeZone);
      const minute = Math.floor(at / 60_000);
      if (zone.minute !== minute) {
        zone.minute = minute;
        zone.minuteOfDay = readMinuteOfDay(zone.format, at);
      }
      return zone.minuteOfDay;
    },
  };
}

function clockFormat(timeZone: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat('en-US', { timeZone, hour: 'numeric', minute: 'numeric', hourCycle: 'h23' });
}

function readMinuteOfDay(format: Intl.DateTimeFormat, at: number): number {
  let hour = 0;
  let minute = 0;
  for (const part of format.formatToParts(at)) {
    if (part.type === 'hour') hour = Number(part.value);
    else if (part.type === 'minute') minute = Number(part.value);
  }
  return hour * 60 + minute;
}
