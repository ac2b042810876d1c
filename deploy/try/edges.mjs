// Which of the addresses given (`host:port`) this pod can connect to, one a line; cluster.sh runs it inside of the pods, so it stands alone.
import { connect } from 'node:net';

const reached = (address) =>
  new Promise((resolve) => {
    const [host, port] = address.split(':');
    const socket = connect({ host, port: Number(port) });
    const done = (is) => {
      socket.destroy();
      resolve(is);
    };
    // Policies drop packets: nothing comes back.
    setTimeout(() => done(false), 6000);
    socket.once('connect', () => done(true)).once('error', () => done(false));
  });

const addresses = process.argv.slice(2);
const results = await Promise.all(addresses.map(reached));
console.log(addresses.filter((_, index) => results[index]).join('\n'));
