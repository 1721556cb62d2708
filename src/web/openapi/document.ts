import swagger from '@fastify/swagger';
import { jsonSchemaTransform, jsonSchemaTransformObject } from 'fastify-type-provider-zod';
import type { WebApp } from '../http/app.ts';
import { VERSION } from '../../lib/version.ts';
import type { ApiDocument } from './api-document.ts';
import { usedComponents } from './used-components.ts';

const DESCRIPTION = [
  'Twitch chats, their hype moments, moods and headlines.',
  'Reading is free; whatever changes something needs the token (WEB_TOKEN) as a bearer token.',
  'Errors are problem details (RFC 9457) that name the field and the next step.',
  'What happens live is on WebSockets, described in /api/ws-schema.json and docs/api.md.',
].join(' ');

const TAGS = [
  { name: 'channels', description: 'What is watched.' },
  { name: 'hype events', description: 'Moments in which a chat erupted.' },
  { name: 'history', description: 'Channels over time.' },
  { name: 'what chat feels and says', description: 'Moods, headlines and summaries.' },
  { name: 'emotes', description: 'Which there are and how often they are used.' },
  { name: 'overlays', description: 'Pages for OBS.' },
  { name: 'operation', description: 'How the bot is.' },
];

/** Describes every route that is declared after it. */
export async function describeRoutes(app: WebApp): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Hypewire',
        version: VERSION,
        description: DESCRIPTION,
        contact: { name: 'The Hypewire maintainers' },
        license: { name: 'MIT', identifier: 'MIT' },
      },
      servers: [{ url: '/', description: 'This bot' }],
      tags: TAGS,
      components: {
        securitySchemes: { token: { type: 'http', scheme: 'bearer', description: 'The value of WEB_TOKEN.' } },
      },
      security: [],
    },
    transform: jsonSchemaTransform,
    transformObject: jsonSchemaTransformObject,
  });
}

/** The document of all routes; once the server is ready. */
export function apiDocument(app: WebApp): ApiDocument {
  return usedComponents(app.swagger() as unknown as ApiDocument);
}
