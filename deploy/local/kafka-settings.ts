/** The configuration of a single node that is broker and controller at once. */
export function serverProperties({ port, controllerPort, data }: { port: number; controllerPort: number; data: string }): string {
  const settings = {
    'process.roles': 'broker,controller',
    'node.id': 1,
    'controller.quorum.voters': `1@127.0.0.1:${controllerPort}`,
    'controller.listener.names': 'CONTROLLER',
    listeners: `PLAINTEXT://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controllerPort}`,
    'advertised.listeners': `PLAINTEXT://127.0.0.1:${port}`,
    'log.dirs': data,
    // Topics are declared in deploy/kafka/topics.yaml; a misspelt name must fail, not appear.
    'auto.create.topics.enable': false,
    // There is one node to replicate to.
    'default.replication.factor': 1,
    'offsets.topic.replication.factor': 1,
    'transaction.state.log.replication.factor': 1,
    'transaction.state.log.min.isr': 1,
    'share.coordinator.state.topic.replication.factor': 1,
    'share.coordinator.state.topic.min.isr': 1,
    // Quick joins and a quick start on a small machine.
    'group.initial.rebalance.delay.ms': 0,
    'offsets.topic.num.partitions': 5,
    'transaction.state.log.num.partitions': 5,
    'log.cleaner.dedupe.buffer.size': 33_554_432,
    // After a crash a broker may come back only when its former session has run out.
    'broker.session.timeout.ms': 6000,
    'broker.heartbeat.interval.ms': 1000,
    // Records that say nothing, twice a second, are for controllers that follow another; each costs this node a write and all that listens to it a turn.
    'metadata.max.idle.interval.ms': 5000,
  };
  return `${Object.entries(settings).map(([name, value]) => `${name}=${value}`).join('\n')}\n`;
}
