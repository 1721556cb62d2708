import { Routes } from 'discord.js';
import type { PostOutcome } from '../../../domain/alert.ts';
import type { Announcement, AnnouncementNotifier } from '../../../domain/ports/announce.ts';
import type { Clock } from '../../../domain/ports/clock.ts';
import { clip, stripInvisible } from '../../../lib/markdown.ts';
import type { Logger } from '../../../telemetry/logger.ts';
import { textsOf } from '../card/moment-marker.ts';
import { explainRefusal } from '../delivery/explain.ts';
import { findMessage } from '../delivery/find-posted.ts';
import { sendCard, type Placed } from '../delivery/send-card.ts';
import type { TargetBreaker } from '../delivery/target-breaker.ts';
import { discordTarget, type DiscordTarget } from '../delivery/target-route.ts';
import { judged, type ApiFailure } from '../rest/api-failure.ts';
import type { DiscordRest } from '../rest/discord-rest.ts';
import { announcementBody } from './announcement-body.ts';

export interface AnnouncerOptions {
  readonly rest: DiscordRest;
  readonly breaker: TargetBreaker;
  readonly clock: Pick<Clock, 'now'>;
  readonly logger: Pick<Logger, 'warn'>;
}

const TITLE_CHARACTERS_MAX = 100;
const NO_PLACE = 'This track has no place on Discord to post to. Choose one with /track edit.';

/** Announcements as Discord messages, by the same ways as alert cards. */
export function createDiscordAnnouncer(options: AnnouncerOptions): AnnouncementNotifier {
  return { post: (announcement, signal) => post(options, announcement, signal) };
}

async function post(options: AnnouncerOptions, announcement: Announcement, signal: AbortSignal): Promise<PostOutcome> {
  const { rest, breaker, clock } = options;
  const target = discordTarget(announcement.target);
  if (target === null) return { kind: 'rejected', reason: 'bad-target', detail: NO_PLACE };
  const blocked = breaker.blocked(target.id, clock.now());
  if (blocked !== null) return rejected(blocked, target);

  if (announcement.mayStand) {
    const found = await findMessage(rest, target, (message) => says(textsOf(message), announcement), signal);
    if (found === 'unreachable') return { kind: 'retryable', reason: 'unreachable', uncertain: true };
    if (found !== null && found !== 'unknown') return { kind: 'delivered', ...found };
  }
  const sent = await send(options, target, announcement, signal);
  if ('channelId' in sent) {
    breaker.clear(target.id);
    if (announcement.crosspost && target.kind === 'announcement') await publish(options, sent, signal);
    return { kind: 'delivered', ...sent };
  }
  const { kind, reason, uncertain, retryAfterMs } = sent;
  if (kind === 'temporary' || kind === 'unauthorized' || uncertain)
    return { kind: 'retryable', reason, uncertain, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
  if (kind === 'forbidden' || kind === 'gone') breaker.refused(target.id, reason, clock.now());
  return rejected(reason, target);
}

/** With its pictures, or without them where Discord does not take those. */
async function send(
  { rest, logger }: AnnouncerOptions,
  target: DiscordTarget,
  { content, title, nonce }: Announcement,
  signal: AbortSignal,
): Promise<Placed | ApiFailure> {
  const name = clip(stripInvisible(title).replace(/\s+/gu, ' ').trim(), TITLE_CHARACTERS_MAX);
  const attempt = (withFiles: boolean): Promise<Placed | ApiFailure> =>
    judged(() => sendCard(rest, target, name, announcementBody(content, withFiles), nonce, signal));
  const whole = await attempt(true);
  if ('channelId' in whole || (content.files ?? []).length === 0) return whole;
  // Discord names Attach Files and Send Messages alike, so a missing right is final only without the pictures.
  if (whole.uncertain || (whole.kind !== 'too-rich' && whole.reason !== 'missing-permission')) return whole;
  const bare = await attempt(false);
  if ('channelId' in bare) logger.warn({ targetId: target.id, reason: whole.reason }, 'Posted without its pictures');
  return bare;
}

/** Its first part names channel and time, which no other announcement has alike. */
function says(texts: readonly string[], { content }: Announcement): boolean {
  const first = content.blocks.find((block) => block.kind === 'text');
  return first !== undefined && texts[0] === first.markdown;
}

async function publish({ rest, logger }: AnnouncerOptions, placed: Placed, signal: AbortSignal): Promise<void> {
  const { channelId, messageId } = placed;
  try {
    await rest.call('POST', Routes.channelMessageCrosspost(channelId, messageId), { signal });
  } catch (error) {
    logger.warn({ channelId, error }, 'Could not publish an announcement to the followers of its channel');
  }
}

function rejected(reason: string, target: DiscordTarget): PostOutcome {
  return { kind: 'rejected', reason, detail: explainRefusal(reason, target.kind, target.id) };
}
