import type { EpochMs, StreamInfo } from '../../domain/chat-event.ts';
import type { Mark, VoteTally } from '../../domain/desk.ts';
import type { HypeMoment } from '../../domain/hype-moment.ts';
import { vodLink } from '../alerting/compose-card.ts';
import { humanMoments, type HumanMoment } from '../marks/merge-marks.ts';
import type { Recap, RecapInput, RecapMark, RecapMoment } from './recap.ts';

/** What people still read. */
const BEST_MAX = 8;
const MARKED_MAX = 10;
const NOTES_PER_MARK_MAX = 4;
const EMOTES_MAX = 8;

/** One stream in numbers and moments. */
export function composeRecap(input: RecapInput): Recap {
  const { stream, until, summary, votes } = input;
  const moments = input.moments.filter((moment) => !moment.attack);
  const voted = moments.flatMap(({ id }) => votes.get(id) ?? []).filter((tally) => votesOf(tally) > 0);
  const marked = humanMoments(input.marks);
  return {
    channel: stream.channel,
    title: stream.title,
    category: stream.category,
    startedAt: stream.startedAt,
    until,
    live: stream.endedAt === null,
    messages: summary.messages,
    busiestMinute: summary.busiestMinute,
    peakPerSecond: summary.peakPerSecond,
    chattersInMinute: input.chattersInMinute,
    topEmotes: summary.topEmotes.slice(0, EMOTES_MAX),
    moments: moments.length,
    attacks: input.moments.length - moments.length,
    alerts: moments.filter(({ id }) => input.alerted.has(id)).length,
    judged: voted.length,
    kept: voted.filter((tally) => liking(tally) > 0).length,
    best: ranked(moments, votes)
      .slice(0, BEST_MAX)
      .map((moment) => recapMoment(moment, input)),
    marked: marked.slice(0, MARKED_MAX).map((event) => recapMark(event, input)),
    markedBeyond: Math.max(0, marked.length - MARKED_MAX),
    said: input.said,
    place: { stream, reachBackSeconds: input.reachBackSeconds },
    vodUrl: stream.vodId === null ? null : `https://www.twitch.tv/videos/${encodeURIComponent(stream.vodId)}`,
  };
}

/** By what people said of them, then by the machine's score, then by time. */
function ranked(moments: readonly HypeMoment[], votes: RecapInput['votes']): readonly HypeMoment[] {
  const likingOf = ({ id }: HypeMoment): number => {
    const tally = votes.get(id);
    return tally === undefined ? 0 : liking(tally);
  };
  return moments.toSorted(
    (a, b) => likingOf(b) - likingOf(a) || b.peakScore - a.peakScore || a.startedAt - b.startedAt,
  );
}

function recapMoment(moment: HypeMoment, input: RecapInput): RecapMoment {
  const { id, category, multiplier } = moment;
  const tally = input.votes.get(id);
  return {
    id,
    category,
    multiplier,
    ...place(moment, input),
    votes: tally !== undefined && votesOf(tally) > 0 ? tally : null,
    note: tellingNotes(input.marks.filter((mark) => mark.momentId === id))[0] ?? '',
  };
}

function recapMark({ startedAt, marks }: HumanMoment, input: RecapInput): RecapMark {
  const at = { channel: input.stream.channel, startedAt, streamId: input.stream.id };
  const people = new Set(marks.map((mark) => `${mark.source} ${mark.authorId}`)).size;
  return { ...place(at, input), people, notes: tellingNotes(marks).slice(0, NOTES_PER_MARK_MAX) };
}

function place(at: Pick<HypeMoment, 'channel' | 'startedAt' | 'streamId'>, { stream, reachBackSeconds }: RecapInput) {
  const vod = vodLink(at, stream, reachBackSeconds);
  return { vod, offsetSeconds: vod?.offsetSeconds ?? intoStream(stream, at.startedAt, reachBackSeconds) };
}

function intoStream(stream: StreamInfo, at: EpochMs, reachBackSeconds: number): number {
  return Math.max(0, Math.floor((at - stream.startedAt) / 1000 - reachBackSeconds));
}

/** Without empty ones and repetitions, the longest first: the first note in is rarely the one that says most. */
function tellingNotes(marks: readonly Mark[]): readonly string[] {
  const notes = new Set(marks.map((mark) => mark.note.trim()).filter((note) => note !== ''));
  return [...notes].sort((a, b) => b.length - a.length || (a < b ? -1 : 1));
}

function liking(tally: VoteTally): number {
  return tally.clip - tally.not - tally.duplicate;
}

function votesOf(tally: VoteTally): number {
  return tally.clip + tally.not + tally.duplicate;
}
