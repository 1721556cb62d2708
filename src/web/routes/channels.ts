import { z } from 'zod';
import type { StreamInfo } from '../../domain/chat-event.ts';
import type { JoinFailure } from '../../domain/ports/chat.ts';
import type { WatchedChannel } from '../../domain/ports/web.ts';
import { isoTime } from '../../lib/format.ts';
import type { WebDeps } from '../deps.ts';
import type { WebApp } from '../http/app.ts';
import { ProblemError } from '../http/problem.ts';
import { rateLimit } from '../http/rate-limits.ts';
import { requireToken } from '../http/token.ts';
import { json, NEEDS_TOKEN, problems, READ_PROBLEMS, WRITE_PROBLEMS } from '../openapi/answers.ts';
import { channelList, watchedChannel } from '../schemas/answers.ts';
import { channelPath, newChannel } from '../schemas/inputs.ts';
import { streamAnswer } from './streams.ts';

const tags = ['channels'];

export function channelRoutes(app: WebApp, deps: WebDeps): void {
  listChannels(app, deps);
  addChannel(app, deps);
  removeChannel(app, deps);
}

function listChannels(app: WebApp, deps: WebDeps): void {
  app.get(
    '/api/channels',
    {
      config: rateLimit('reads'),
      schema: {
        operationId: 'listChannels',
        tags,
        summary: 'All watched channels',
        description: 'With their state and why they are watched.',
        response: { 200: json('Every watched channel, by name', channelList), ...problems(...READ_PROBLEMS) },
      },
    },
    async () => ({ channels: deps.channels.list().map((channel) => channelAnswer(channel, deps)) }),
  );
}

function addChannel(app: WebApp, deps: WebDeps): void {
  app.post(
    '/api/channels',
    {
      config: rateLimit('writes'),
      preParsing: requireToken(deps.webToken),
      schema: {
        operationId: 'addChannel',
        tags,
        summary: 'Watch a channel',
        description: 'It stays watched, also after a restart, until it is removed.',
        security: NEEDS_TOKEN,
        body: newChannel,
        response: {
          200: json('It was watched already', watchedChannel),
          201: json('It is watched from now on', watchedChannel),
          ...problems(...WRITE_PROBLEMS, 'conflict'),
        },
      },
    },
    async (request, reply) => {
      const { name } = request.body;
      const outcome = await deps.channels.add(name);
      if (outcome.kind === 'refused') throw new ProblemError('conflict', outcome.problem);
      const added = deps.channels.list().find((channel) => channel.name === name);
      const answer = channelAnswer(added ?? { ...JUST_ADDED, name }, deps);
      if (outcome.kind === 'already') return reply.code(200).send(answer);
      return reply.code(201).header('location', `/api/channels/${name}`).send(answer);
    },
  );
}

function removeChannel(app: WebApp, deps: WebDeps): void {
  app.delete(
    '/api/channels/:name',
    {
      config: rateLimit('writes'),
      preParsing: requireToken(deps.webToken),
      schema: {
        operationId: 'removeChannel',
        tags,
        summary: 'Stop watching a channel',
        description: 'Only what was added here can be removed here. What is known of its past is kept.',
        security: NEEDS_TOKEN,
        params: channelPath,
        response: {
          204: z.null().meta({ description: 'It is no longer watched' }),
          ...problems(...WRITE_PROBLEMS, 'not-found', 'conflict'),
        },
      },
    },
    async (request, reply) => {
      const { name } = request.params;
      const outcome = await deps.channels.remove(name);
      if (outcome.kind === 'unknown')
        throw new ProblemError('not-found', `Nobody watches ${name}. GET /api/channels lists what is watched.`);
      if (outcome.kind === 'kept') throw new ProblemError('conflict', outcome.problem);
      return reply.code(204).send(null);
    },
  );
}

const JUST_ADDED = { state: 'queued', failure: null, lastMessageAt: null, reasons: ['added'] } as const;

const FAILURES: Readonly<Record<JoinFailure, string>> = {
  timeout: 'Twitch did not confirm the join: there may be no channel of this name. Check its spelling.',
  suspended: 'Twitch says that this channel is suspended or does not exist.',
  banned: "The bot's account is banned in this chat. Ask a moderator to lift the ban.",
  'channel-limit': 'Twitch lets one account into no more channels. Remove others, or read without an account.',
  'invalid-name': 'This is no name of a Twitch channel. Check its spelling.',
  refused: 'Twitch refused the join. The bot tries again by itself.',
};

function channelAnswer(channel: WatchedChannel, { live }: Pick<WebDeps, 'live'>) {
  const { name, state, failure, lastMessageAt, reasons } = channel;
  const stream: StreamInfo | null = live.stream(name);
  return {
    name,
    state: state === 'joined' && stream !== null ? ('live' as const) : state,
    tracked: reasons.some((reason) => reason !== 'held'),
    reasons: [...reasons],
    problem: failure === null ? null : FAILURES[failure],
    last_message_at: lastMessageAt === null ? null : isoTime(lastMessageAt),
    messages_per_second: live.metrics(name)?.messagesPerSecond ?? 0,
    hype: live.openMoment(name) !== null,
    stream: stream === null ? null : streamAnswer(stream),
  };
}
