import { z } from 'zod';
import type { EpochMs } from '../../domain/chat-event.ts';
import type { DiscordRest } from './rest/discord-rest.ts';

/** Teams change rarely; somebody who was just added waits no longer than this. */
const KNOWN_FOR_MS = 10 * 60_000;

const applicationSchema = z.object({
  owner: z.object({ id: z.string() }).nullish(),
  team: z
    .object({ owner_user_id: z.string(), members: z.array(z.object({ user: z.object({ id: z.string() }) })) })
    .nullish(),
});

/**
 * Whether a Discord user owns the bot: its application's owner, or a member of the team that does.
 * Source: https://docs.discord.com/developers/resources/application
 */
export function createOperators(rest: DiscordRest, now: () => EpochMs): (userId: string) => Promise<boolean> {
  let known: { readonly ids: ReadonlySet<string>; readonly until: EpochMs } | null = null;
  return async (userId) => {
    if (known === null || now() >= known.until) {
      const { owner, team } = applicationSchema.parse(await rest.call('GET', '/applications/@me', { signal: null }));
      // A team's application names a made-up user as its owner.
      const ids =
        team === null || team === undefined
          ? [owner?.id]
          : [team.owner_user_id, ...team.members.map(({ user }) => user.id)];
      known = { ids: new Set(ids.filter((id) => id !== undefined)), until: now() + KNOWN_FOR_MS };
    }
    return known.ids.has(userId);
  };
}
