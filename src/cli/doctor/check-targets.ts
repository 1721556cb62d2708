import { z } from 'zod';
import { missingPermissions, neededPermissions } from '../../bot/discord/permissions/needed.ts';
import { judgeError } from '../../bot/discord/rest/api-failure.ts';
import type { DiscordRest } from '../../bot/discord/rest/discord-rest.ts';
import type { Track } from '../../domain/track.ts';
import { bad, off, ok, type Finding } from './finding.ts';
import { grantedPermissions } from './granted-permissions.ts';

const NAME = 'permissions';
/** Each takes up to two requests; more would keep Discord's rate limits and the person waiting. */
const TARGETS_MAX = 100;

const snowflake = z.string().regex(/^\d{1,20}$/);
const bits = z.string().regex(/^\d{1,30}$/);
const guildSchema = z.object({
  name: z.string(),
  owner_id: snowflake,
  roles: z.array(z.object({ id: snowflake, permissions: bits, mentionable: z.boolean() })),
});
const memberSchema = z.object({ roles: z.array(snowflake) });
const channelSchema = z.object({
  name: z.string().nullish(),
  parent_id: snowflake.nullish(),
  permission_overwrites: z.array(z.object({ id: snowflake, allow: bits, deny: bits })).nullish(),
});

/** Whether the bot may do in every place that gets alerts what a card needs there; what it may not is named. */
export async function checkTargets(
  rest: DiscordRest,
  tracks: readonly Track[],
  signal: AbortSignal,
): Promise<readonly Finding[]> {
  const discordTracks = tracks.filter(({ target }) => target.kind !== 'terminal');
  if (discordTracks.length === 0) return [off(NAME, 'nothing is tracked yet; use /track add in Discord.')];
  const places = new Map(discordTracks.map((track) => [`${track.target.id} ${track.pingRoleId ?? ''}`, track]));
  const checked = [...places.values()].slice(0, TARGETS_MAX);
  const inspector = new Inspector(rest, signal);
  const problems: Finding[] = [];
  for (const track of checked) {
    const problem = await inspector.whatIsWrong(track);
    if (problem !== null) problems.push(problem);
  }
  const fine = checked.length - problems.length;
  const unseen = places.size > checked.length ? ` The other ${places.size - checked.length} were not looked at.` : '';
  return [
    ...problems,
    (problems.length === 0 ? ok : off)(NAME, `${fine} of ${checked.length} places can be posted to.${unseen}`),
  ];
}

type Subject = 'server' | 'place';

class Inspector {
  readonly #rest: DiscordRest;
  readonly #signal: AbortSignal;
  readonly #asked = new Map<string, Promise<unknown>>();

  constructor(rest: DiscordRest, signal: AbortSignal) {
    this.#rest = rest;
    this.#signal = signal;
  }

  async whatIsWrong(track: Track): Promise<Finding | null> {
    const { target, guildId, channel, pingRoleId } = track;
    let asking: Subject = 'server';
    try {
      const guild = guildSchema.parse(await this.#get(`/guilds/${guildId}`));
      asking = 'place';
      const place = channelSchema.parse(await this.#get(`/channels/${target.id}`));
      const granted = await this.#granted(track, guild, place);
      const role = guild.roles.find(({ id }) => id === pingRoleId);
      const kind = target.kind === 'terminal' ? 'other' : target.kind;
      const missing = missingPermissions(
        granted,
        neededPermissions(kind, pingRoleId !== null && role?.mentionable !== true),
      );
      if (missing.length === 0) return null;
      return bad(
        NAME,
        `#${place.name ?? target.id} in ${guild.name} (${channel}): give Hypewire ${missing.join(', ')}.`,
      );
    } catch (error) {
      return explain(error, asking, track);
    }
  }

  async #granted(
    { guildId, target }: Track,
    guild: z.output<typeof guildSchema>,
    place: z.output<typeof channelSchema>,
  ): Promise<bigint> {
    const id = await this.#rest.ownId(this.#signal);
    const member = memberSchema.parse(await this.#get(`/guilds/${guildId}/members/${id}`));
    const carrier =
      target.kind === 'thread' && place.parent_id
        ? channelSchema.parse(await this.#get(`/channels/${place.parent_id}`))
        : place;
    return grantedPermissions({
      guildId,
      ownerId: guild.owner_id,
      roles: guild.roles,
      member: { id, roles: member.roles },
      overwrites: carrier.permission_overwrites ?? [],
    });
  }

  /** Many tracks share a server; each thing is asked once. */
  #get(route: `/${string}`): Promise<unknown> {
    const known = this.#asked.get(route);
    if (known !== undefined) return known;
    const asked = this.#rest.call('GET', route, { signal: this.#signal });
    this.#asked.set(route, asked);
    return asked;
  }
}

function explain(error: unknown, asking: Subject, { target, channel, guildId }: Track): Finding {
  const kind = judgeError(error)?.kind;
  if (asking === 'server' && (kind === 'gone' || kind === 'forbidden'))
    return bad(NAME, `Hypewire is no longer in server ${guildId}, where ${channel} is tracked. Invite it again.`);
  const where = `the place of ${channel} (${target.id})`;
  if (kind === 'gone')
    return bad(NAME, `${where} no longer exists. Choose another with /track edit, or end it with /track remove.`);
  if (kind === 'forbidden') return bad(NAME, `${where} is hidden from Hypewire: give it View Channel there.`);
  if (kind === undefined && !(error instanceof z.ZodError)) throw error;
  return off(NAME, `${where} could not be looked at: Discord did not answer as expected. Run this again in a minute.`);
}
