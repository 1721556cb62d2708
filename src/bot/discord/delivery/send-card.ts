import { Routes, type APIGuildForumTag, type APIMessage, type APIThreadChannel } from 'discord.js';
import type { AlertCard } from '../../../domain/alert.ts';
import { CATEGORY_STYLE } from '../../../lib/category-style.ts';
import { rate } from '../../../lib/format.ts';
import { clip, stripInvisible } from '../../../lib/markdown.ts';
import { clipUnits } from '../render/clip-units.ts';
import { judgeError } from '../rest/api-failure.ts';
import type { DiscordRest } from '../rest/discord-rest.ts';
import type { CardBody } from './card-body.ts';
import type { DiscordTarget } from './target-route.ts';

const TITLE_CHARACTERS_MAX = 100;

export interface Placed {
  readonly channelId: string;
  readonly messageId: string;
}

/**
 * Posts a message to its place; `title` names it in a forum. An archived thread is opened first, a forum that wants a
 * tag gets its first open one.
 * @throws what `DiscordRest.call` throws
 */
export async function sendCard(
  rest: DiscordRest,
  target: DiscordTarget,
  title: string,
  content: CardBody,
  nonce: string,
  signal: AbortSignal,
): Promise<Placed> {
  if (target.kind === 'forum') return createForumPost(rest, target.id, title, content, signal);
  const post = async (): Promise<Placed> => {
    const body = { ...content.body, nonce, enforce_nonce: true };
    const message = (await rest.call('POST', Routes.channelMessages(target.id), {
      body,
      files: content.files,
      signal,
    })) as APIMessage;
    return { channelId: message.channel_id, messageId: message.id };
  };
  try {
    return await post();
  } catch (error) {
    if (judgeError(error)?.kind !== 'archived') throw error;
    await openThread(rest, target.id, signal);
    return post();
  }
}

export async function openThread(rest: DiscordRest, threadId: string, signal: AbortSignal): Promise<void> {
  await rest.call('PATCH', Routes.channel(threadId), { body: { archived: false }, signal });
}

/** Forum posts take no nonce: a repeat is only prevented by looking for the card first. */
async function createForumPost(
  rest: DiscordRest,
  forumId: string,
  title: string,
  content: CardBody,
  signal: AbortSignal,
): Promise<Placed> {
  const create = async (tags: readonly string[]): Promise<Placed> => {
    const body = { name: title, message: content.body, ...(tags.length > 0 ? { applied_tags: tags } : {}) };
    const thread = (await rest.call('POST', Routes.threads(forumId), {
      body,
      files: content.files,
      signal,
    })) as APIThreadChannel & { message?: APIMessage };
    // The first message of a forum post has the id of its thread.
    return { channelId: thread.id, messageId: thread.message?.id ?? thread.id };
  };
  try {
    return await create([]);
  } catch (error) {
    if (judgeError(error)?.kind !== 'needs-tag') throw error;
    const tag = await firstOpenTag(rest, forumId, signal);
    if (tag === null) throw error;
    return create([tag]);
  }
}

async function firstOpenTag(rest: DiscordRest, forumId: string, signal: AbortSignal): Promise<string | null> {
  const forum = (await rest.call('GET', Routes.channel(forumId), { signal })) as {
    readonly available_tags?: readonly APIGuildForumTag[];
  };
  return forum.available_tags?.find((tag) => !tag.moderated)?.id ?? null;
}

/** `😂 Funny in somechannel · 4.2× usual` */
export function postTitle(card: AlertCard): string {
  const { emoji, word } = CATEGORY_STYLE[card.category];
  const channel = clip(stripInvisible(card.channel).trim(), 40);
  return clipUnits(
    `${card.test ? '🧪 Test: ' : ''}${emoji} ${word} in ${channel} · ${rate(card.multiplier)}× usual`,
    TITLE_CHARACTERS_MAX,
  );
}
