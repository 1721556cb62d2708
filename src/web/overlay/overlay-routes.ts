import type { Overlay } from '../../domain/overlay.ts';
import { z } from 'zod';
import { isoTime } from '../../lib/format.ts';
import type { WebDeps } from '../deps.ts';
import type { WebApp } from '../http/app.ts';
import { ProblemError } from '../http/problem.ts';
import { rateLimit } from '../http/rate-limits.ts';
import { requireToken } from '../http/token.ts';
import { json, NEEDS_TOKEN, problems, WRITE_PROBLEMS } from '../openapi/answers.ts';
import type { Overlays } from './overlays.ts';
import { newOverlay, overlayAnswer, overlayEdit, overlayList, overlayPath } from './overlay-schemas.ts';

const tags = ['overlays'];

/** Making and changing overlays. Reading needs the token too: the answers hold the overlays' own. */
export function overlayRoutes(app: WebApp, { webToken }: Pick<WebDeps, 'webToken'>, overlays: Overlays): void {
  const guarded = { config: rateLimit('writes'), preParsing: requireToken(webToken) } as const;
  listOverlays(app, guarded, overlays);
  createOverlay(app, guarded, overlays);
  editOverlay(app, guarded, overlays);
  resetOverlay(app, guarded, overlays);
  removeOverlay(app, guarded, overlays);
}

interface Guarded {
  readonly config: ReturnType<typeof rateLimit>;
  readonly preParsing: ReturnType<typeof requireToken>;
}

function listOverlays(app: WebApp, guarded: Guarded, overlays: Overlays): void {
  app.get(
    '/api/overlays',
    {
      ...guarded,
      schema: {
        operationId: 'listOverlays',
        tags,
        summary: 'All overlays',
        description: 'With their addresses, which are secrets.',
        security: NEEDS_TOKEN,
        response: { 200: json('Every overlay, oldest first', overlayList), ...problems(...WRITE_PROBLEMS) },
      },
    },
    async (_request, reply) =>
      reply.header('cache-control', 'no-store').send({ overlays: overlays.list().map(answerOf) }),
  );
}

function createOverlay(app: WebApp, guarded: Guarded, overlays: Overlays): void {
  app.post(
    '/api/overlays',
    {
      ...guarded,
      schema: {
        operationId: 'createOverlay',
        tags,
        summary: 'Make an overlay',
        description: 'Its channel is watched as long as a page shows it.',
        security: NEEDS_TOKEN,
        body: newOverlay,
        response: { 201: json('The overlay', overlayAnswer), ...problems(...WRITE_PROBLEMS, 'conflict') },
      },
    },
    async ({ body }, reply) => {
      const overlay = await overlays.create(body.channel, body.settings ?? {});
      if (overlay === null)
        throw new ProblemError('conflict', 'There are as many overlays as may be. Delete one that is not used.');
      return reply.code(201).header('cache-control', 'no-store').send(answerOf(overlay));
    },
  );
}

function editOverlay(app: WebApp, guarded: Guarded, overlays: Overlays): void {
  app.patch(
    '/api/overlays/:id',
    {
      ...guarded,
      schema: {
        operationId: 'editOverlay',
        tags,
        summary: 'Change an overlay',
        description: 'Pages that show it follow at once.',
        security: NEEDS_TOKEN,
        params: overlayPath,
        body: overlayEdit,
        response: { 200: json('The overlay', overlayAnswer), ...problems(...WRITE_PROBLEMS, 'not-found') },
      },
    },
    async ({ params, body }, reply) =>
      reply.header('cache-control', 'no-store').send(answerOf(known(await overlays.edit(params.id, body)))),
  );
}

function resetOverlay(app: WebApp, guarded: Guarded, overlays: Overlays): void {
  app.post(
    '/api/overlays/:id/reset',
    {
      ...guarded,
      schema: {
        operationId: 'resetOverlay',
        tags,
        summary: 'Give an overlay another address',
        description: 'The former one shows nothing from that instant.',
        security: NEEDS_TOKEN,
        params: overlayPath,
        response: { 200: json('The overlay', overlayAnswer), ...problems(...WRITE_PROBLEMS, 'not-found') },
      },
    },
    async ({ params }, reply) =>
      reply.header('cache-control', 'no-store').send(answerOf(known(await overlays.reset(params.id)))),
  );
}

function removeOverlay(app: WebApp, guarded: Guarded, overlays: Overlays): void {
  app.delete(
    '/api/overlays/:id',
    {
      ...guarded,
      schema: {
        operationId: 'deleteOverlay',
        tags,
        summary: 'Delete an overlay',
        description: 'Its address shows nothing from that instant.',
        security: NEEDS_TOKEN,
        params: overlayPath,
        response: {
          204: z.null().meta({ description: 'It is gone' }),
          ...problems(...WRITE_PROBLEMS, 'not-found'),
        },
      },
    },
    async ({ params }, reply) => {
      if (!(await overlays.remove(params.id))) throw unknownOverlay();
      return reply.code(204).send(null);
    },
  );
}

function known(overlay: Overlay | null): Overlay {
  if (overlay === null) throw unknownOverlay();
  return overlay;
}

function unknownOverlay(): ProblemError {
  return new ProblemError('not-found', 'There is no such overlay. GET /api/overlays lists what there is.');
}

function answerOf({ id, channel, token, createdAt, settings }: Overlay) {
  return {
    id,
    channel,
    token,
    path: `/overlay/${token}`,
    created_at: isoTime(createdAt),
    settings: { ...settings, hidden: [...settings.hidden] },
  };
}
