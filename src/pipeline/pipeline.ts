/**
 * START HERE. What happens to a chat message, from top to bottom:
 *
 *   accept(event)   intake    each message once, no bots, no copies from a shared chat     intake/intake.ts
 *                   metrics   rolling counts a person or page reads                        metrics/channel-window.ts
 *                   mood      judged, and smoothed into the mood of the channel            mood/mood-tracker.ts
 *                   digest    put into a bucket with what is like it                       digest/channel-digest.ts
 *                   hype      what the detector remembers about it                         hype/detector.ts
 *   tick(now)       metrics   published once a second
 *                   hype      score against the channel's own baseline → moments
 *                   minutes   handed to storage
 *   on demand       mood, digest and headline of a channel                                 lane.ts
 *   afterwards      alerting  which subscriptions are told                                 alerting/alert-router.ts
 *
 * The core is synchronous and a function of (state, event, now): it never asks for the time and does no I/O, so live
 * chat, a replay at any speed and a test run the same code and give the same answers.
 */
import type { ChatEvent, ChannelName, EpochMs } from '../domain/chat-event.ts';
import type { SecondSample } from '../domain/channel-metrics.ts';
import type { LiveView } from '../domain/ports/live-view.ts';
import { TokenReader } from './digest/token-reader.ts';
import { MessageShape } from './hype/message-shape.ts';
import { REACTIONS } from './hype/reactions.ts';
import { Lane } from './lane.ts';
import { EmoteWords } from './metrics/emote-words.ts';
import type { MoodRevision } from './mood/mood-tracker.ts';
import type { PipelineOptions, PipelineSink } from './sink.ts';

export interface Pipeline extends LiveView {
  /** Events of one channel must come in order; a channel begins with its first event. */
  accept(event: ChatEvent): void;
  /** Advances every channel, or only `channel`, to `now`. Four times a second in live use. */
  tick(now: EpochMs, channel?: ChannelName): void;
  /** Gives a channel its memory back after a restart, before its first event. */
  restore(channel: ChannelName, now: EpochMs, samples: readonly SecondSample[]): void;
  /**
   * Names that count as emotes in this channel besides those that count everywhere, also before its first event; with
   * null, names that count everywhere besides the configured ones. Replaces what was said before.
   */
  useEmotes(channel: ChannelName | null, names: Iterable<string>): void;
  /** A better judgement of a message came later. Ignored for a channel that is no longer watched. */
  reviseMood(revision: MoodRevision): void;
  /** Drops all state of a channel that is no longer watched. */
  forget(channel: ChannelName): void;
  /** Hands unfinished minutes to the sink; for an orderly stop. */
  flush(): void;
}

export function createPipeline(options: PipelineOptions, sink: PipelineSink): Pipeline {
  const lanes = new Map<ChannelName, Lane>();
  const words = new EmoteWords(options.emoteWords);
  const readers = { tokens: new TokenReader(), shape: new MessageShape(REACTIONS) };

  const laneOf = (channel: ChannelName, now: EpochMs): Lane => {
    let lane = lanes.get(channel);
    if (lane === undefined) {
      lane = new Lane(channel, now, options, words, readers, sink);
      lanes.set(channel, lane);
    }
    return lane;
  };

  return {
    accept: (event) => laneOf(event.channel, event.receivedAt).accept(event),
    tick(now, channel) {
      if (channel !== undefined) lanes.get(channel)?.tick(now);
      else for (const lane of lanes.values()) lane.tick(now);
    },
    restore: (channel, now, samples) => laneOf(channel, now).restore(samples),
    useEmotes(channel, names) {
      words.use(channel, names);
      if (channel !== null) lanes.get(channel)?.useEmotes(words.own(channel));
    },
    reviseMood: (revision) => lanes.get(revision.channel)?.reviseMood(revision),
    forget(channel) {
      lanes.delete(channel);
      words.forget(channel);
    },
    flush: () => lanes.forEach((lane) => lane.flush()),
    channels: () => [...lanes.keys()],
    metrics: (channel) => lanes.get(channel)?.metrics ?? null,
    stream: (channel) => lanes.get(channel)?.stream ?? null,
    openMoment: (channel) => lanes.get(channel)?.openMoment ?? null,
    series: (channel, seconds) => lanes.get(channel)?.series(seconds) ?? null,
    mood: (channel) => lanes.get(channel)?.mood() ?? null,
    digest: (channel) => lanes.get(channel)?.digest() ?? null,
    headline: (channel) => lanes.get(channel)?.headline() ?? null,
  };
}
