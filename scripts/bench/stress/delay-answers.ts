import { createConnection, createServer, type AddressInfo, type Socket } from 'node:net';

export interface DelayedServer extends AsyncDisposable {
  /** In place of the server's own. */
  readonly url: string;
}

/** Stands in front of a local HTTP server and holds every answer back, as a model does that thinks. */
export async function delayAnswers(url: string, delayMs: number): Promise<DelayedServer> {
  const { port, pathname } = new URL(url);
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const target = createConnection({ host: '127.0.0.1', port: Number(port) });
    client.pipe(target);
    // The same delay for each piece keeps their order.
    target.on('data', (piece: Buffer) => setTimeout(() => client.write(piece), delayMs));
    // What is still held back goes out first.
    target.on('close', () => setTimeout(() => client.end(), delayMs));
    client.on('close', () => target.destroy());
    for (const socket of [client, target]) {
      sockets.add(socket);
      socket.on('error', () => socket.destroy());
      socket.on('close', () => sockets.delete(socket));
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}${pathname}`,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
