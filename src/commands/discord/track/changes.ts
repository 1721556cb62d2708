import { UserError, type CommandInput, type PickedChannel } from '../../../domain/command.ts';
import type { Sensitivity } from '../../../domain/hype-moment.ts';
import type { AlertTarget, QuietHours, Track } from '../../../domain/track.ts';
import { cronProblem } from '../../../lib/cron-expression.ts';
import { clip, escapeMarkdown } from '../../../lib/markdown.ts';
import { booleanOption, channelOption, numberOption, stringOption } from '../options.ts';
import { placeText } from '../reply.ts';
import { requireCoherent } from './coherence.ts';
import { LIMITS } from './definition.ts';
import { parseQuietHours, requireTimeZone } from './quiet-hours-option.ts';

/** What somebody asked to be set; what is absent stays as it is. Plain data, so that it can wait in a cache. */
export interface TrackChanges {
  readonly target?: PickedChannel;
  readonly sensitivity?: Sensitivity;
  readonly cooldownSeconds?: number;
  readonly pingRoleId?: string | null;
  readonly quietHours?: { readonly from: number; readonly to: number } | null;
  readonly timeZone?: string;
  readonly reachBackSeconds?: number;
  readonly crosspost?: boolean;
  readonly paused?: boolean;
  readonly autoClip?: boolean;
  readonly moderatorTarget?: PickedChannel | null;
  readonly recap?: boolean;
  readonly quietDigest?: boolean;
  readonly threadPerStream?: boolean;
  readonly summaries?: boolean;
  readonly summaryCron?: string | null;
}

/** The options of `/track add` and `/track edit`, checked one by one. @throws UserError */
export function readChanges(input: CommandInput): TrackChanges {
  const target = channelOption(input, 'target');
  const sensitivity = stringOption(input, 'sensitivity');
  const cooldown = numberOption(input, 'cooldown');
  const reachBack = numberOption(input, 'reach_back');
  const timeZone = stringOption(input, 'time_zone');
  return {
    ...(target !== null && { target: requireTarget(target) }),
    ...(sensitivity !== null && { sensitivity: parseSensitivity(sensitivity) }),
    ...(cooldown !== null && { cooldownSeconds: requireWithin('cooldown', cooldown, LIMITS.cooldownSeconds) }),
    ...(reachBack !== null && { reachBackSeconds: requireWithin('reach_back', reachBack, LIMITS.reachBackSeconds) }),
    ...(timeZone !== null && { timeZone: requireTimeZone(timeZone) }),
    ...readSwitches(input),
    ...readModerators(input),
    ...readPing(input),
    ...readQuietHours(input),
    ...readSchedule(input),
  };
}

/**
 * The track with the changes made.
 * @param fallbackZone for quiet hours given without a time zone
 * @throws UserError where options contradict each other
 */
export function applyChanges(track: Track, changes: TrackChanges, fallbackZone: string): Track {
  const { target, moderatorTarget, quietHours: _, timeZone: __, ...plain } = changes;
  const next: Track = {
    ...track,
    ...plain,
    target: target === undefined ? track.target : placed(target),
    moderatorTarget: moderatorTarget === undefined ? track.moderatorTarget : moderatorTarget && placed(moderatorTarget),
    quietHours: nextQuietHours(track, changes, fallbackZone),
    ...nextSchedule(track, changes, fallbackZone),
  };
  requireCoherent(next, changes.quietDigest === true);
  return next;
}

function placed({ kind, id }: PickedChannel): AlertTarget {
  return { kind: kind as AlertTarget['kind'], id };
}

function nextQuietHours(track: Track, changes: TrackChanges, fallbackZone: string): QuietHours | null {
  const before = track.quietHours;
  const hours = changes.quietHours === undefined ? before : changes.quietHours;
  if (hours !== null) {
    return { from: hours.from, to: hours.to, timeZone: changes.timeZone ?? before?.timeZone ?? fallbackZone };
  }
  const scheduled = changes.summaryCron === undefined ? track.summaryCron : changes.summaryCron;
  if (changes.timeZone !== undefined && scheduled === null) {
    throw new UserError(
      'A time zone only matters for quiet hours and a summary schedule, and there are none. Add **quiet_hours**, for example 22:00-08:00.',
    );
  }
  return null;
}

/** @throws UserError for an expression that never comes true, or all the time */
function nextSchedule(
  track: Track,
  changes: TrackChanges,
  fallbackZone: string,
): Pick<Track, 'summaryCron' | 'summaryTimeZone'> {
  const summaryCron = changes.summaryCron === undefined ? track.summaryCron : changes.summaryCron;
  if (summaryCron === null) return { summaryCron: null, summaryTimeZone: null };
  const summaryTimeZone = changes.timeZone ?? track.summaryTimeZone ?? track.quietHours?.timeZone ?? fallbackZone;
  const problem =
    changes.summaryCron === undefined || changes.summaryCron === null
      ? null
      : cronProblem(summaryCron, summaryTimeZone);
  if (problem === null) return { summaryCron, summaryTimeZone };
  throw new UserError(
    `“${escapeMarkdown(clip(summaryCron, 60))}” cannot be a summary schedule: ${problem}. Pick a suggestion, or write five cron fields, for example **\\*/30 \\* \\* \\* \\*** for every half hour.`,
  );
}

/** `low`, `medium`, `high`, or the score a moment must reach. @throws UserError */
export function parseSensitivity(typed: string): Sensitivity {
  const word = typed.trim().toLowerCase();
  if (word === 'low' || word === 'medium' || word === 'high') return word;
  const score = /^\d{1,4}(?:[.,]\d{1,3})?$/.test(word) ? Number(word.replace(',', '.')) : Number.NaN;
  if (score >= LIMITS.score.min && score <= LIMITS.score.max) return score;
  throw new UserError(
    `“${escapeMarkdown(clip(typed, 40))}” is not a sensitivity. Choose **low**, **medium** or **high**, or type the score a moment must reach, ${LIMITS.score.min} to ${LIMITS.score.max}.`,
  );
}

function requireTarget(target: PickedChannel): PickedChannel {
  if (target.kind !== 'other') return target;
  throw new UserError(
    `I cannot post to ${placeText(target.id)}: alerts go to text, announcement and forum channels and to threads. Choose one of those as **target**.`,
  );
}

function requireWithin(option: string, value: number, range: { readonly min: number; readonly max: number }): number {
  if (Number.isInteger(value) && value >= range.min && value <= range.max) return value;
  throw new UserError(
    `**${option}** is in whole seconds, from ${range.min} to ${range.max}. Choose a number in between.`,
  );
}

/** Track settings that are on or off, by the name of their option. */
const SWITCHES = {
  crosspost: 'crosspost',
  pause: 'paused',
  auto_clip: 'autoClip',
  recap: 'recap',
  quiet_digest: 'quietDigest',
  thread_per_stream: 'threadPerStream',
  summaries: 'summaries',
} as const;

function readSwitches(input: CommandInput): TrackChanges {
  const given = Object.entries(SWITCHES).map(([option, setting]) => [setting, booleanOption(input, option)] as const);
  return Object.fromEntries(given.filter(([, on]) => on !== null));
}

function readSchedule(input: CommandInput): Pick<TrackChanges, 'summaryCron'> {
  const typed = stringOption(input, 'summary_schedule')?.trim();
  if (typed === undefined) return {};
  return { summaryCron: /^(?:off|none|never)$/i.test(typed) ? null : typed };
}

function readModerators(input: CommandInput): Pick<TrackChanges, 'moderatorTarget'> {
  const picked = channelOption(input, 'mod_channel');
  if (booleanOption(input, 'clear_mod_channel') === true) {
    if (picked === null) return { moderatorTarget: null };
    throw new UserError('**mod_channel** and **clear_mod_channel** contradict each other. Use one of them.');
  }
  if (picked === null) return {};
  if (picked.kind === 'text') return { moderatorTarget: picked };
  throw new UserError(
    `Attacks are reported to a text channel, and ${placeText(picked.id)} is none. Choose one that your moderators read as **mod_channel**.`,
  );
}

function readPing(input: CommandInput): Pick<TrackChanges, 'pingRoleId'> {
  const role = stringOption(input, 'ping_role');
  if (booleanOption(input, 'clear_ping_role') === true) {
    if (role === null) return { pingRoleId: null };
    throw new UserError('**ping_role** and **clear_ping_role** contradict each other. Use one of them.');
  }
  if (role === null) return {};
  // A server's @everyone role has the server's own id.
  if (role === input.guildId) {
    throw new UserError('I never ping everyone. Choose a role that people take for these alerts.');
  }
  if (!/^\d{1,20}$/.test(role)) throw new UserError('That is not a role of this server. Pick one from the list.');
  return { pingRoleId: role };
}

function readQuietHours(input: CommandInput): Pick<TrackChanges, 'quietHours'> {
  const typed = stringOption(input, 'quiet_hours');
  if (booleanOption(input, 'clear_quiet_hours') === true) {
    if (typed === null) return { quietHours: null };
    throw new UserError('**quiet_hours** and **clear_quiet_hours** contradict each other. Use one of them.');
  }
  return typed === null ? {} : { quietHours: parseQuietHours(typed) };
}
