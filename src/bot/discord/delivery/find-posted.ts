import { Routes, type APIMessage, type APIThreadChannel, type RESTGetAPIGuildThreadsResult } from 'discord.js';
import type { MomentId } from '../../../domain/hype-moment.ts';
import { showsMoment } from '../card/moment-marker.ts';
import { judgeError } from '../rest/api-failure.ts';
import type { DiscordRest } from '../rest/discord-rest.ts';
import type { Placed } from './send-card.ts';
import type { DiscordTarget } from './target-route.ts';

const MESSAGES_READ = 50;
/** Each costs a request. */
const FORUM_POSTS_READ = 10;

/** The card of a moment that already stands in the target. */
export function findPosted(
  rest: DiscordRest,
  target: DiscordTarget,
  momentId: MomentId,
  signal: AbortSignal,
): ReturnType<typeof findMessage> {
  return findMessage(rest, target, (message) => showsMoment(message, momentId), signal);
}

/**
 * The newest message of ours in the target that `matches`. `unknown` where the bot may not look, `unreachable` where
 * Discord does not answer.
 */
export async function findMessage(
  rest: DiscordRest,
  target: DiscordTarget,
  matches: (message: APIMessage) => boolean,
  signal: AbortSignal,
): Promise<Placed | null | 'unknown' | 'unreachable'> {
  try {
    const ownId = await rest.ownId(signal);
    const messages =
      target.kind === 'forum'
        ? await forumStarters(rest, target.id, ownId, signal)
        : await recentMessages(rest, target.id, signal);
    const found = messages.find((message) => message.author.id === ownId && matches(message));
    return found ? { channelId: found.channel_id, messageId: found.id } : null;
  } catch (error) {
    const failure = judgeError(error);
    if (failure === null) throw error;
    return failure.kind === 'temporary' || failure.kind === 'unauthorized' || failure.uncertain
      ? 'unreachable'
      : 'unknown';
  }
}

async function recentMessages(
  rest: DiscordRest,
  channelId: string,
  signal: AbortSignal,
): Promise<readonly APIMessage[]> {
  const query = new URLSearchParams({ limit: String(MESSAGES_READ) });
  return (await rest.call('GET', Routes.channelMessages(channelId), { query, signal })) as APIMessage[];
}

/** First messages of our newest posts in a forum: the card is always the first one. */
async function forumStarters(
  rest: DiscordRest,
  forumId: string,
  ownId: string,
  signal: AbortSignal,
): Promise<readonly APIMessage[]> {
  const forum = (await rest.call('GET', Routes.channel(forumId), { signal })) as {
    guild_id?: string;
    last_message_id?: string | null;
  };
  const active = forum.guild_id === undefined ? [] : await activePosts(rest, forum.guild_id, forumId, ownId, signal);
  // In a forum this is the newest post, also when it is not among the active ones (yet).
  const newest = forum.last_message_id ? [forum.last_message_id] : [];
  const starters: APIMessage[] = [];
  for (const id of new Set([...newest, ...active])) {
    try {
      starters.push((await rest.call('GET', Routes.channelMessage(id, id), { signal })) as APIMessage);
    } catch (error) {
      // A deleted first message leaves its post behind.
      if (judgeError(error)?.kind !== 'gone') throw error;
    }
  }
  return starters;
}

async function activePosts(
  rest: DiscordRest,
  guildId: string,
  forumId: string,
  ownId: string,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const answer = (await rest.call('GET', Routes.guildActiveThreads(guildId), {
    signal,
  })) as RESTGetAPIGuildThreadsResult;
  return (answer.threads as APIThreadChannel[])
    .filter((thread) => thread.parent_id === forumId && thread.owner_id === ownId)
    .map((thread) => thread.id)
    .sort((a, b) => (BigInt(b) > BigInt(a) ? 1 : -1))
    .slice(0, FORUM_POSTS_READ);
}
