/** What each field of a request must look like: shown in the documentation and in the error of whoever got it wrong. */
export const FIELD_HELP = {
  name: 'A Twitch channel: 1 to 25 letters, digits and _, as in twitch.tv/NAME.',
  channel: 'A Twitch channel: 1 to 25 letters, digits and _, as in twitch.tv/NAME.',
  since: 'A time, ISO 8601 as in 2026-01-15T20:30:00Z or milliseconds since 1970. What began then or later.',
  until: 'A time, ISO 8601 as in 2026-01-15T20:30:00Z or milliseconds since 1970. What began before.',
  from: 'A time, ISO 8601 as in 2026-01-15T20:30:00Z or milliseconds since 1970. The beginning of the window.',
  to: 'A time, ISO 8601 as in 2026-01-15T20:30:00Z or milliseconds since 1970. The end of the window, exclusive.',
  limit: 'A whole number: how many to answer with at most.',
  cursor: 'The next_cursor of the page before, unchanged; leave it out for the first page.',
  category: 'One of funny, hype, shock, sad, rage, love, mixed.',
  min_score: 'A number from 0: the score a moment must have reached. 0 lists everything the detector found.',
  stream_id: 'The id of a stream, as /api/channels/{name}/streams lists it.',
  id: 'The id of a moment, as /api/hype-events lists it.',
  seconds: 'A whole number from 10 to 900: how far to look back.',
  window_minutes: 'A whole number of minutes from 1 to 720.',
  role: 'mood or summary.',
  model: 'The name of a model, for example lexicon, extractive or openai:gpt-5-nano.',
  last_id: 'The event_id of the last event you received; leave it out to start with what happens now.',
} as const;
export type HelpedField = keyof typeof FIELD_HELP;

/** The next step for somebody who got a field wrong. */
export function fieldHelp(field: string): string {
  return Object.hasOwn(FIELD_HELP, field)
    ? FIELD_HELP[field as HelpedField]
    : 'See /api/docs for what this request takes.';
}
