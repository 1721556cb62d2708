import { z } from 'zod';
import { overlayFrames } from '../overlay/overlay-schemas.ts';
import { errorFrame, joinChannel, joined, leaveChannel, left, ping, pong } from '../schemas/commands.ts';
import { chatMessage, headline, hypeEventMessage, metrics, mood, twitchEvent } from '../schemas/frames.ts';

interface SocketPath {
  readonly path: string;
  readonly summary: string;
  /** Query parameters. */
  readonly query: readonly string[];
  readonly takes: readonly z.ZodType[];
  readonly sends: readonly z.ZodType[];
}

const EVENTS = {
  query: [],
  takes: [joinChannel, leaveChannel, ping],
  sends: [joined, left, pong, errorFrame, chatMessage, twitchEvent],
} as const;

/** Every WebSocket there is. */
export const SOCKET_PATHS: readonly SocketPath[] = [
  { path: '/', summary: 'Chat messages and events of the channels you join', ...EVENTS },
  { path: '/ws', summary: 'The same', ...EVENTS },
  {
    path: '/ws/metrics',
    summary: 'Metrics of every watched channel, once a second',
    query: ['channel'],
    takes: [ping],
    sends: [metrics, pong, errorFrame],
  },
  {
    path: '/ws/channel/{name}',
    summary: 'Metrics of one channel, once a second',
    query: [],
    takes: [ping],
    sends: [metrics, pong, errorFrame],
  },
  {
    path: '/ws/hype',
    summary: 'Hype moments, at once',
    query: ['channel', 'last_id'],
    takes: [ping],
    sends: [hypeEventMessage, pong, errorFrame],
  },
  {
    path: '/ws/mood',
    summary: 'Moods, twice a second',
    query: ['channel'],
    takes: [ping],
    sends: [mood, pong, errorFrame],
  },
  {
    path: '/ws/headline',
    summary: 'Headlines, twice a second',
    query: ['channel'],
    takes: [ping],
    sends: [headline, pong, errorFrame],
  },
  {
    path: '/ws/overlay/{token}',
    summary: 'What an overlay shows',
    query: [],
    takes: [ping],
    sends: [...overlayFrames, pong, errorFrame],
  },
];

/** JSON Schema of every frame, and which socket takes and sends which. */
export function socketSchema(): object {
  const registry = z.registry<{ id: string }>();
  const names = new Map<z.ZodType, string>();
  for (const schema of new Set(SOCKET_PATHS.flatMap(({ takes, sends }) => [...takes, ...sends]))) {
    const id = z.globalRegistry.get(schema)?.id;
    if (id === undefined) throw new Error('a frame has no name');
    registry.add(schema, { id });
    names.set(schema, id);
  }
  const { schemas } = z.toJSONSchema(registry, { uri: (id) => `#/$defs/${id}`, metadata: z.globalRegistry });
  const refs = (frames: readonly z.ZodType[]) => frames.map((frame) => ({ $ref: `#/$defs/${names.get(frame)}` }));
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'WebSocket frames of Hypewire',
    sockets: SOCKET_PATHS.map(({ path, summary, query, takes, sends }) => ({
      path,
      summary,
      query,
      takes: refs(takes),
      sends: refs(sends),
    })),
    $defs: definitions(schemas),
  };
}

/** Parts that several frames share stand among them, not in a place of their own. */
function definitions({ __shared: shared, ...frames }: Readonly<Record<string, { readonly $defs?: object }>>): object {
  const all = { ...frames, ...shared?.$defs };
  const named = Object.entries(all).map(([id, schema]) => [id, withoutIdentity(schema as Record<string, unknown>)]);
  return JSON.parse(JSON.stringify(Object.fromEntries(named)).replaceAll('/__shared#/$defs/', '/')) as object;
}

function withoutIdentity({
  $schema: _schema,
  $id: _id,
  id: _name,
  ...rest
}: Readonly<Record<string, unknown>>): object {
  return rest;
}
