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

/**
 * Building a formatter costs a thousand times more than using it, so each zone's is kept. There are fewer than 700
 * names and only valid ones are kept, which bounds the memory. A zone this runtime does not know counts as UTC.
 */
export function createLocalTime(): LocalTime {
  const formatters = new Map<string, Intl.DateTimeFormat>();
  const formatterOf = (timeZone: string): Intl.DateTimeFormat => {
    const known = formatters.get(timeZone);
    if (known !== undefined) return known;
    const name = parseTimeZone(timeZone);
    const formatter = new Intl.DateTimeFormat('en-US', {
      timeZone: name ?? 'UTC',
      hour: 'numeric',
      minute: 'numeric',
      hourCycle: 'h23',
    });
    if (name !== null) formatters.set(timeZone, formatter);
    return formatter;
  };
  return {
    minuteOfDay(at, timeZone) {
      let hour = 0;
      let minute = 0;
      for (const part of formatterOf(timeZone).formatToParts(at)) {
        if (part.type === 'hour') hour = Number(part.value);
        else if (part.type === 'minute') minute = Number(part.value);
      }
      return hour * 60 + minute;
    },
  };
}
