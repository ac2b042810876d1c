import { createServer, type Server } from 'node:net';
import { afterEach, describe, expect, test } from '@jest/globals';
import { localConfig } from './config.ts';
import { checkPorts, freePorts, javaProblem, portsTaken } from './preflight.ts';

describe('what is checked before a start', () => {
  const servers: Server[] = [];
  const listen = async (host: string): Promise<number> => {
    const server = createServer();
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, host, resolve));
    const address = server.address();
    return typeof address === 'object' && address ? address.port : 0;
  };
  afterEach(() => {
    for (const server of servers.splice(0)) server.close();
  });

  test.each(['127.0.0.1', '0.0.0.0'])('a port that another program holds on %s is named with its remedy', async (host) => {
    const port = await listen(host);
    const [free = 0] = await freePorts(1);
    const wanted = [{ port, usedBy: 'gateway', variable: 'PORT' }, { port: free, usedBy: 'mail inbox', variable: 'SMTP_PORT' }];
    await expect(checkPorts(wanted)).rejects.toThrow(new RegExp(`^Port ${port} \\(gateway\\) is in use by another program: stop that program, or .* PORT=\\d+ npm start`));
  });

  test('free ports pass, the same port twice does not', async () => {
    const [one = 0, two = 0] = await freePorts(2);
    await checkPorts([{ port: one, usedBy: 'gateway', variable: 'PORT' }, { port: two, usedBy: 'Kafka', variable: 'KAFKA_PORT' }]);
    const twice = checkPorts([{ port: one, usedBy: 'gateway', variable: 'PORT' }, { port: one, usedBy: 'Kafka', variable: 'KAFKA_PORT' }]);
    await expect(twice).rejects.toThrow(`Port ${one} is wanted twice, the second time for Kafka: give KAFKA_PORT another value.`);
  });

  test('several ports are named in one sentence, and the suggested ones exist', () => {
    const sentence = portsTaken([{ port: 3000, usedBy: 'gateway', variable: 'PORT' }, { port: 60_000, usedBy: 'Kafka', variable: 'KAFKA_PORT' }]);
    expect(sentence).toContain('Ports 3000 (gateway), 60000 (Kafka) are in use');
    expect(sentence).toContain('PORT=13000 KAFKA_PORT=50000 npm start');
  });

  test.each(['openjdk 17.0.15 2025-04-15\nOpenJDK Runtime Environment', 'openjdk 21 2023-09-19', 'java 25.0.1 2025-10-21 LTS'])('Java that says %j will do', (text) => {
    expect(javaProblem(text)).toBeUndefined();
  });

  test.each([
    ['openjdk version "11.0.20" 2023-07-18', 'is version 11'],
    ['openjdk version "1.8.0_392"', 'is version 8'],
    ['something else', 'of an unknown version'],
    [undefined, 'cannot be run'],
  ])('Java that says %j will not do', (text, problem) => {
    expect(javaProblem(text)).toMatch(new RegExp(`${problem}.*install Java 17 or newer.*KAFKA_BROKERS`));
  });

  test('every wrong variable of the environment is named at once', () => {
    expect(() => localConfig({ PORT: 'abc', KAFKA_PORT: '70000' })).toThrow(/PORT.*KAFKA_PORT|KAFKA_PORT.*PORT/);
    expect(localConfig({ PORT: '4000', DATABASE_URL: '  ' })).toMatchObject({ DATABASE_URL: undefined, ports: { gateway: { port: 4000, management: 3200 } } });
  });
});
