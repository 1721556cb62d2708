import type { ChatSource } from '../domain/ports/chat.ts';
import type { EmoteProviderStatus } from '../domain/ports/emotes.ts';
import type { HealthPart } from '../domain/ports/health.ts';
import type { ModelStatus } from '../domain/ports/models.ts';

/** A sentence for each reason a channel cannot be joined, with what to do. */
const JOIN_FAILURE_TEXT = {
  timeout: 'Twitch did not answer; check the spelling',
  suspended: 'the channel is suspended or does not exist',
  banned: 'this reader is banned there',
  'channel-limit': 'Twitch allows no more channels from this address; the bot tries again later',
  'invalid-name': 'that cannot be a Twitch name',
  refused: 'Twitch refused',
} as const;
const FAILURES_SHOWN = 3;

/** Connections and channels of the chat source, in one sentence. */
export function chatHealth(source: Pick<ChatSource, 'channels' | 'connections'>): HealthPart {
  const name = 'twitch chat';
  const channels = source.channels();
  const connections = source.connections();
  if (channels.length === 0)
    return { name, state: 'off', detail: 'no channel to watch; track one in Discord or set TWITCH_CHANNELS' };
  const broken = connections.find((connection) => connection.state !== 'connected');
  const joined = channels.filter((channel) => channel.state === 'joined').length;
  const failed = channels.filter((channel) => channel.state === 'failed');
  const reasons = failed
    .slice(0, FAILURES_SHOWN)
    .map(({ channel, failure }) => `${channel}: ${JOIN_FAILURE_TEXT[failure ?? 'refused']}`);
  const summary = `${joined} of ${channels.length} channels joined`;
  if (broken !== undefined || connections.length === 0) {
    const why =
      broken?.lastProblem === null || broken === undefined ? 'connecting' : `reconnecting after: ${broken.lastProblem}`;
    return { name, state: joined > 0 ? 'degraded' : 'down', detail: `${summary}; ${why}` };
  }
  if (failed.length > 0)
    return { name, state: joined > 0 ? 'degraded' : 'down', detail: `${summary}; ${reasons.join('; ')}` };
  return { name, state: 'ok', detail: summary };
}

/** A part that is only on or off. */
export function fixedHealth(name: string, on: boolean, detail: string): HealthPart {
  return { name, state: on ? 'ok' : 'off', detail };
}

/** Third parties' emotes: without them fewer emotes are known, and nothing else changes. */
export function emoteHealth(providers: readonly EmoteProviderStatus[]): HealthPart {
  const name = 'emotes';
  const asked = providers.filter(({ state }) => state !== 'idle');
  if (asked.length === 0) return { name, state: 'off', detail: 'nobody is asked for emotes yet' };
  const told = asked.map(({ provider, state, emotes, problem }) => {
    if (state === 'ok') return `${provider} ${emotes}`;
    const meanwhile = state === 'stale' ? 'what it said before is used' : 'its emotes are not known';
    return `${provider} does not answer (${problem ?? 'no reason given'}); ${meanwhile}`;
  });
  const state = asked.every((provider) => provider.state === 'ok') ? 'ok' : 'degraded';
  return { name, state, detail: told.join('; ') };
}

/** Models of moods and summaries: the built-in rules answer wherever one fails. */
export function modelHealth(models: readonly ModelStatus[]): HealthPart {
  const troubled = models.filter(({ problem }) => problem !== null);
  const detail = models.map(
    ({ role, active, problem }) => `${role}: ${active}${problem === null ? '' : ` (${problem})`}`,
  );
  return { name: 'models', state: troubled.length === 0 ? 'ok' : 'degraded', detail: detail.join('; ') };
}
