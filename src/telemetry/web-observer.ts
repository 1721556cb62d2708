import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import type { SocketKind, WebObserver } from '../domain/ports/web.ts';

/** Counters for the web's edge. @param stageFailed where bugs are counted and logged */
export function createWebObserver(registry: Registry, stageFailed: WebObserver['stageFailed']): WebObserver {
  const registers = [registry];
  const requests = new Counter({
    name: 'hypewire_http_requests_total',
    help: 'HTTP requests answered, by route, method and status.',
    labelNames: ['route', 'method', 'status'],
    registers,
  });
  const requestSeconds = new Histogram({
    name: 'hypewire_http_request_duration_seconds',
    help: 'From a request to its answer.',
    buckets: [0.005, 0.02, 0.1, 0.5, 2, 10],
    registers,
  });
  const sockets = new Gauge<'kind'>({
    name: 'hypewire_ws_clients',
    help: 'WebSockets open now, by kind.',
    labelNames: ['kind'],
    registers,
  });
  const closed = new Counter({
    name: 'hypewire_ws_closed_total',
    help: 'WebSockets closed, by kind and reason.',
    labelNames: ['kind', 'reason'],
    registers,
  });
  const frames = new Counter({
    name: 'hypewire_ws_frames_total',
    help: 'Frames handed to WebSockets, by kind of frame.',
    labelNames: ['type'],
    registers,
  });
  const coalesced = new Counter<'kind'>({
    name: 'hypewire_ws_frames_coalesced_total',
    help: 'Frames that a slow client did not take before a newer one replaced them.',
    labelNames: ['kind'],
    registers,
  });
  const frameSeconds = new Histogram({
    name: 'hypewire_ws_frame_latency_seconds',
    help: 'From the arrival of a chat event to its frame being handed to the last WebSocket.',
    buckets: [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1],
    registers,
  });
  return {
    requestAnswered(route, method, status, latencyMs) {
      requests.inc({ route, method, status: String(status) });
      requestSeconds.observe(latencyMs / 1_000);
    },
    socketOpened: (kind: SocketKind) => sockets.inc({ kind }),
    socketClosed(kind, reason) {
      sockets.dec({ kind });
      closed.inc({ kind, reason });
    },
    frameSent(type, clients, latencyMs) {
      if (clients === 0) return;
      frames.inc({ type }, clients);
      if (EVENTS.has(type)) frameSeconds.observe(Math.max(0, latencyMs) / 1_000);
    },
    frameCoalesced: (kind) => coalesced.inc({ kind }),
    stageFailed,
  };
}

/** Frames that answer an event; the others are sent by the clock. */
const EVENTS = new Set(['chat_message', 'twitch_event', 'hype_event']);
