import { once } from 'node:events';
import { WebSocket } from 'ws';

/** A WebSocket of the bot that hands every frame on as it arrived. @param path with its query, such as `/ws/hype` */
export async function listen(url: string, path: string, onFrame: (frame: Buffer) => void): Promise<WebSocket> {
  const socket = new WebSocket(url.replace('http', 'ws') + path, { perMessageDeflate: false });
  socket.on('message', (data: Buffer) => onFrame(data));
  await once(socket, 'open');
  return socket;
}

/** Lets a socket of `/ws` hear of channels. Resolves once each join was answered. @throws when one was refused */
export async function join(socket: WebSocket, channels: readonly string[]): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  let joined = 0;
  const read = (data: Buffer): void => {
    if (data.includes('{"status":"joined_channel"') && ++joined === channels.length) resolve();
    else if (data.includes('{"error":')) reject(new Error(`the bot refused a join: ${data.toString()}`));
  };
  const ended = (): void => reject(new Error('the bot closed a socket'));
  socket.on('message', read).on('close', ended);
  for (const channel of channels) socket.send(JSON.stringify({ command: 'join_channel', channel }));
  try {
    await promise;
  } finally {
    socket.off('message', read).off('close', ended);
  }
}
