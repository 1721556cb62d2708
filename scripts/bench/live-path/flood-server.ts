// Runs in a process of its own, so that making the flood costs the clients nothing. Says its port to the parent; floods
// whoever joins, and ends with the parent.
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { WebSocketServer, type WebSocket } from 'ws';
import { chatLines } from './lines.ts';

const CHANNEL = 'flood';
const DISTINCT_LINES = 20_000;
const LINES_PER_FRAME = 8;
const framesInFlightMax = 512;

const messages = Number(process.argv[2] ?? 200_000);
const lines = chatLines(DISTINCT_LINES, CHANNEL);
const frames = Array.from({ length: Math.floor(DISTINCT_LINES / LINES_PER_FRAME) }, (_, i) =>
  Buffer.from(
    lines
      .slice(i * LINES_PER_FRAME, (i + 1) * LINES_PER_FRAME)
      .map((line) => `${line}\r\n`)
      .join(''),
  ),
);

const server = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate: false });
await once(server, 'listening');
process.send?.({ port: (server.address() as AddressInfo).port });
process.on('disconnect', () => process.exit(0));

server.on('connection', (socket) => {
  let nick = 'justinfan1';
  socket.on('error', () => socket.terminate());
  socket.on('message', (data: Buffer) => {
    for (const line of data.toString().split('\r\n')) {
      const [command, ...words] = line.split(' ');
      if (command === 'CAP' && words[0] === 'LS')
        socket.send(':tmi.twitch.tv CAP * LS :twitch.tv/tags twitch.tv/commands twitch.tv/membership\r\n');
      else if (command === 'CAP' && words[0] === 'REQ')
        socket.send(`:tmi.twitch.tv CAP * ACK ${words.slice(1).join(' ')}\r\n`);
      else if (command === 'NICK') {
        nick = words[0] ?? nick;
        socket.send(
          ['001', '002', '003', '004', '375', '372', '376']
            .map((code) => `:tmi.twitch.tv ${code} ${nick} :-\r\n`)
            .join(''),
        );
      } else if (command === 'PING') socket.send(`:tmi.twitch.tv PONG tmi.twitch.tv ${words.join(' ')}\r\n`);
      else if (command === 'JOIN') {
        socket.send(`:${nick}!${nick}@${nick}.tmi.twitch.tv JOIN #${CHANNEL}\r\n`);
        socket.send(
          `@emote-only=0;followers-only=-1;r9k=0;room-id=71092938;slow=0;subs-only=0 :tmi.twitch.tv ROOMSTATE #${CHANNEL}\r\n`,
        );
        void flood(socket);
      }
    }
  });
});

async function flood(socket: WebSocket): Promise<void> {
  for (let sent = 0, i = 1; sent < messages && socket.readyState === socket.OPEN; sent += LINES_PER_FRAME, i++) {
    const frame = frames[i % frames.length]!;
    // Waiting for one frame of each batch to leave keeps memory bounded without spinning on a processor the client needs.
    if (i % framesInFlightMax === 0) await new Promise((resolve) => socket.send(frame, { binary: false }, resolve));
    else socket.send(frame, { binary: false });
  }
}
