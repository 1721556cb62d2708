import { MessageFlags, Routes, type APIMessage } from 'discord.js';
import type { EditOutcome, PostOutcome } from '../../../domain/alert.ts';
import type { Clock } from '../../../domain/ports/clock.ts';
import type { AlertNotifier, EditRequest, PostRequest } from '../../../domain/ports/delivery.ts';
import type { Logger } from '../../../telemetry/logger.ts';
import { judged, type ApiFailure } from '../rest/api-failure.ts';
import type { DiscordRest } from '../rest/discord-rest.ts';
import { CARD_FORMS, editBody, postBody, type KeptChart } from './card-body.ts';
import { explainRefusal } from './explain.ts';
import { findPosted } from './find-posted.ts';
import { openThread, postTitle, sendCard, type Placed } from './send-card.ts';
import { sendToThread, type Sent } from './send-to-thread.ts';
import type { StreamThreads } from './stream-threads.ts';
import type { TargetBreaker } from './target-breaker.ts';
import { discordTarget, isSnowflake, type DiscordTarget } from './target-route.ts';

export interface NotifierOptions {
  readonly rest: DiscordRest;
  readonly breaker: TargetBreaker;
  /** Without it every card stands in its target itself. */
  readonly threads?: StreamThreads;
  readonly clock: Clock;
  readonly logger: Logger;
}

const PUBLISH_TIMEOUT_MS = 5_000;

/** Alert cards as Discord messages. Speaks REST only, so alerts go out also while the gateway is down. */
export function createDiscordNotifier(options: NotifierOptions): AlertNotifier {
  return {
    receiver: 'discord',
    post: (request, signal) => post(options, request, signal),
    edit: (request, signal) => edit(options, request, signal),
    async findPosted(target, momentId, signal, thread) {
      const place = discordTarget(target);
      if (place === null) return 'unknown';
      const look = (where: DiscordTarget) => findPosted(options.rest, where, momentId, signal);
      const threadId = thread === undefined ? null : ((await options.threads?.known(thread.key)) ?? null);
      const inThread = threadId === null ? null : await look({ kind: 'thread', id: threadId });
      // Where no thread could be had, the card stands beside it.
      if (inThread !== null && inThread !== 'unknown') return inThread;
      return (await look(place)) ?? inThread;
    },
  };
}

async function post(options: NotifierOptions, request: PostRequest, signal: AbortSignal): Promise<PostOutcome> {
  const { breaker, clock } = options;
  const target = discordTarget(request.target);
  if (target === null)
    return {
      kind: 'rejected',
      reason: 'bad-target',
      detail: 'This track has no place on Discord to post to. Choose one with /track edit.',
    };
  // A rehearsal is how an admin finds out whether the place works again.
  const blocked = request.card.test ? null : breaker.blocked(target.id, clock.now());
  if (blocked !== null)
    return { kind: 'rejected', reason: blocked, detail: explainRefusal(blocked, target.kind, target.id) };

  const { sent, note } = await send(options, target, request, signal);
  if ('channelId' in sent) {
    breaker.clear(target.id);
    if (request.crosspost && target.kind === 'announcement' && !request.card.test) await publish(options, sent, signal);
    return { kind: 'delivered', ...sent, ...(note !== null && { note }) };
  }
  if (sent.kind === 'temporary' || sent.kind === 'unauthorized' || sent.uncertain) return retryable(sent);
  if (sent.kind === 'forbidden' || sent.kind === 'gone') breaker.refused(target.id, sent.reason, clock.now());
  return { kind: 'rejected', reason: sent.reason, detail: explainRefusal(sent.reason, target.kind, target.id) };
}

async function send(
  options: NotifierOptions,
  target: DiscordTarget,
  request: PostRequest,
  signal: AbortSignal,
): Promise<Sent> {
  const to = (place: DiscordTarget): Promise<Placed | ApiFailure> => descend(options, place, request, signal);
  const { threads } = options;
  if (threads === undefined || request.thread === undefined || request.card.test)
    return { sent: await to(target), note: null };
  return sendToThread(threads, target, request.thread, to, signal);
}

/** Tries the card with its chart, without it, and as plain text, until one form is taken. */
async function descend(
  options: NotifierOptions,
  target: DiscordTarget,
  request: PostRequest,
  signal: AbortSignal,
): Promise<Placed | ApiFailure> {
  const { rest, logger } = options;
  const forms = request.card.chart === null ? CARD_FORMS.slice(1) : CARD_FORMS;
  let failure: ApiFailure | null = null;
  for (const form of forms) {
    const content = postBody(request.card, form, request.pingRoleId);
    const attempt = (): Promise<Placed | ApiFailure> =>
      judged(() => sendCard(rest, target, postTitle(request.card), content, request.nonce, signal));
    let outcome = await attempt();
    // A single 500 is more often Discord's bad moment than the card's size: once more before the card loses its chart.
    if ('kind' in outcome && outcome.reason === 'server-error' && outcome.kind === 'too-rich' && failure === null)
      outcome = await attempt();
    if ('channelId' in outcome) {
      if (failure !== null)
        logger.warn(
          { momentId: request.card.momentId, targetId: target.id, form, reason: failure.reason },
          'Posted a simpler card than composed',
        );
      return outcome;
    }
    // Discord names Attach Files and Send Messages alike, so a missing right is final only without the chart.
    const lighter = outcome.kind === 'too-rich' || (outcome.reason === 'missing-permission' && form === 'with-chart');
    failure = outcome;
    if (!lighter || signal.aborted) break;
  }
  return failure ?? { kind: 'refused', reason: 'other', uncertain: false };
}

/** Discord allows ten an hour, so failing is common. The card stands already: nothing that happens here may undo that. */
async function publish({ rest, logger }: NotifierOptions, placed: Placed, signal: AbortSignal): Promise<void> {
  const { channelId, messageId } = placed;
  const bounded = AbortSignal.any([signal, AbortSignal.timeout(PUBLISH_TIMEOUT_MS)]);
  try {
    await rest.call('POST', Routes.channelMessageCrosspost(channelId, messageId), { signal: bounded });
  } catch (error) {
    logger.warn({ channelId, error }, 'Could not publish a card to the followers of its announcement channel');
  }
}

async function edit(options: NotifierOptions, request: EditRequest, signal: AbortSignal): Promise<EditOutcome> {
  const { channelId, messageId, keepChart } = request;
  if (!isSnowflake(channelId) || !isSnowflake(messageId)) return { kind: 'gone' };
  const how: EditForm = keepChart ? 'keep' : 'upload';
  let failure = await judged(() => patch(options.rest, request, how, signal));
  if (failure?.kind === 'archived') {
    failure = await judged(async () => {
      await openThread(options.rest, channelId, signal);
      return patch(options.rest, request, how, signal);
    });
  }
  // It may have been posted in a simpler form: first replace that, then make do with the pictures it has.
  if (failure?.kind === 'too-rich' && !keepChart)
    failure = await judged(() => patch(options.rest, request, 'upload-over', signal));
  if (failure !== null && !keepChart && (failure.kind === 'too-rich' || failure.reason === 'missing-permission')) {
    failure = await judged(() => patch(options.rest, request, 'keep', signal));
  }
  return failure === null ? { kind: 'edited' } : editFailure(failure, channelId);
}

function editFailure(failure: ApiFailure, channelId: string): EditOutcome {
  const { kind, reason, uncertain, retryAfterMs } = failure;
  if (kind === 'gone') return { kind: 'gone' };
  if (kind === 'temporary' || kind === 'unauthorized' || uncertain) {
    return { kind: 'retryable', reason, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
  }
  return {
    kind: 'rejected',
    reason,
    detail: `Discord refused an update of a card in <#${channelId}> (${reason}); the card stays as it is.`,
  };
}

/** `upload-over` and `keep` look at the message first: whether it is plain text, and what is attached. */
type EditForm = 'upload' | 'upload-over' | 'keep';

async function patch(rest: DiscordRest, request: EditRequest, form: EditForm, signal: AbortSignal): Promise<null> {
  const route = Routes.channelMessage(request.channelId, request.messageId);
  const message = form === 'upload' ? null : ((await rest.call('GET', route, { signal })) as APIMessage);
  const isPlain = message !== null && ((message.flags ?? 0) & MessageFlags.IsComponentsV2) === 0;
  const chart = message !== null && form === 'keep' ? keptChart(message, request) : 'upload';
  const { body, files } = editBody(request.card, chart, isPlain);
  await rest.call('PATCH', route, { body, files, signal });
  return null;
}

function keptChart(message: APIMessage, request: EditRequest): KeptChart | null {
  const picture = message.attachments[0];
  if (picture === undefined) return null;
  const altText = request.card.chart?.altText ?? picture.description ?? '';
  return { attachmentId: picture.id, name: picture.filename, altText };
}

function retryable(failure: ApiFailure): PostOutcome {
  const { reason, uncertain, retryAfterMs } = failure;
  return { kind: 'retryable', reason, uncertain, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
}
