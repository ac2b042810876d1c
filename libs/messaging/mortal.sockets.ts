import { connect, isIP, Socket } from 'node:net';
import { connect as connectSecurely } from 'node:tls';
import type { ISocketFactory } from 'kafkajs';

/**
 * The connections of one kafkajs client, which can be closed for good. A kafkajs consumer that is given up while it joins its group does not stop at
 * `disconnect()`: it would join later, take partitions and never read them.
 */
export class MortalSockets {
  private readonly sockets = new Set<Socket>();
  private dead = false;

  readonly factory: ISocketFactory = ({ host, port, ssl, onConnect }) => {
    if (this.dead) return refused();
    const server = isIP(host) ? {} : { servername: host };
    const socket = ssl ? connectSecurely({ host, port, ...server, ...ssl }, onConnect) : connect({ host, port }, onConnect);
    socket.setKeepAlive(true, 60_000);
    this.sockets.add(socket);
    socket.once('close', () => this.sockets.delete(socket));
    return socket;
  };

  kill(): void {
    this.dead = true;
    // With an error: kafkajs does not notice a socket that just closes, and would keep its timers.
    for (const socket of this.sockets) socket.destroy(givenUp());
  }
}

function refused(): Socket {
  const socket = new Socket();
  setImmediate(() => socket.destroy(givenUp()));
  return socket;
}

function givenUp(): Error {
  return new Error('this client has been given up');
}
