#!/usr/bin/env node
// Prints a channel's chat and events. Needs Node 22 or later and nothing else:
//
//   node docs/examples/client.mjs CHANNEL [ws://127.0.0.1:8080/ws]
//
// It stays through restarts of the bot: it connects again, a little later each time, and asks for what it missed.
// Chat goes to standard output; everything about the connection goes to standard error.
/* global WebSocket, setTimeout, clearInterval, performance */

const PING_EVERY_MS = 30_000;
const WAIT_MIN_MS = 1_000;
const WAIT_MAX_MS = 30_000;
/** A connection that lasted this long was a good one: the waits begin anew. */
const STABLE_MS = 10_000;

const [channel, server = 'ws://127.0.0.1:8080/ws'] = process.argv.slice(2);
if (channel === undefined || !/^wss?:\/\//.test(server)) {
  console.error('usage: node client.mjs CHANNEL [ws://HOST:PORT/ws]');
  process.exit(2);
}

let waitMs = WAIT_MIN_MS;
/** The last event seen: after a reconnect the bot sends what came since. */
let lastId = null;
// Whoever reads our output may stop at any time, as `| head` does.
process.stdout.on('error', () => process.exit(0));
connect();

function connect() {
  const socket = new WebSocket(server);
  const send = (command) => socket.readyState === WebSocket.OPEN && socket.send(JSON.stringify(command));
  const ping = setInterval(() => send({ command: 'ping' }), PING_EVERY_MS);
  let openedAt = Infinity;
  socket.addEventListener('open', () => {
    openedAt = performance.now();
    send({ command: 'join_channel', channel, ...(lastId === null ? {} : { last_id: lastId }) });
  });
  socket.addEventListener('message', ({ data }) => show(JSON.parse(data)));
  socket.addEventListener('error', ({ message }) => console.error(printable(message || 'no connection')));
  socket.addEventListener('close', ({ code, reason }) => {
    clearInterval(ping);
    if (performance.now() - openedAt > STABLE_MS) waitMs = WAIT_MIN_MS;
    // Chance keeps a crowd of clients from coming back at the same instant.
    const pauseMs = waitMs * (0.8 + 0.4 * Math.random());
    waitMs = Math.min(waitMs * 2, WAIT_MAX_MS);
    console.error(`closed (${printable(reason || code)}), again in ${(pauseMs / 1_000).toFixed(1)} s`);
    setTimeout(connect, pauseMs);
  });
}

function show(frame) {
  if (frame.event_id !== undefined) lastId = frame.event_id;
  switch (frame.type) {
    case 'chat_message':
      return console.log(`[${frame.channel}] ${printable(frame.user.display_name)}: ${printable(frame.message)}`);
    case 'twitch_event':
      return console.log(`[${frame.channel}] * ${frame.event_type} ${printable(JSON.stringify(frame.data))}`);
    case 'pong':
      return;
    default:
      if (frame.error !== undefined) return console.error(printable(`error: ${frame.error} ${frame.detail ?? ''}`));
      console.error(`${frame.status} ${frame.channel}${frame.resumed === false ? ', something may be missing' : ''}`);
  }
}

/** Chat is written by strangers: control characters could repaint the terminal, marks of direction reorder the line. */
function printable(text) {
  return String(text).replace(/[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, '·');
}
