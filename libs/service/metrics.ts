import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';
import type { MessagingMetrics, Outcome } from '#libs/messaging/metrics';
import { LookedUp, type Look } from './looked-up.ts';

/** Prometheus metrics of one service; own collectors register on `registry`. */
export class Metrics implements MessagingMetrics {
  readonly registry = new Registry();
  private readonly http: Histogram;
  private readonly handled: Histogram;
  private readonly restarts: Counter;
  private readonly sent: Counter;
  private readonly sendFailures: Counter;
  private readonly leader: Gauge;
  private readonly lookedUp: LookedUp;

  constructor(service: string) {
    this.registry.setDefaultLabels({ service });
    const registers = [this.registry];
    this.http = new Histogram({
      name: 'http_request_duration_seconds',
      help: 'Time from the request to the end of its answer',
      labelNames: ['method', 'route', 'status'],
      buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
      registers,
    });
    this.handled = new Histogram({
      name: 'event_processing_seconds',
      help: 'Time to process a received event, by outcome',
      labelNames: ['topic', 'type', 'outcome'],
      buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5, 30],
      registers,
    });
    this.restarts = new Counter({ name: 'consumer_restarts_total', help: 'Restarts of the consumer by its watchdog', labelNames: ['reason'], registers });
    this.sent = new Counter({ name: 'outbox_events_sent_total', help: 'Events acknowledged by the broker', registers });
    this.sendFailures = new Counter({ name: 'outbox_send_failures_total', help: 'Batches that the broker did not acknowledge', registers });
    this.leader = new Gauge({ name: 'outbox_relay_leader', help: '1 where this process relays the shard', labelNames: ['shard'], registers });
    this.lookedUp = new LookedUp(this.registry);
  }

  /** Process and event loop; once per process, since their observers cannot be stopped. */
  collectProcess(): void {
    // Each look at the delay wakes the process: fifty a second took half of what a service took at rest. No delay reads shorter than this, and the alert asks for half a second.
    collectDefaultMetrics({ register: this.registry, eventLoopMonitoringPrecision: 100 });
  }

  /** `read` is called when the metrics are scraped. */
  gauge(name: string, help: string, read: () => number): void {
    new Gauge({
      name,
      help,
      registers: [this.registry],
      collect() {
        this.set(read());
      },
    });
  }

  /** Series of one gauge, called when the metrics are scraped; what is not read any more is not said any more. */
  series(name: string, help: string, labelNames: readonly string[], read: () => readonly { labels: Record<string, string>; value: number }[]): void {
    new Gauge({
      name,
      help,
      labelNames: [...labelNames],
      registers: [this.registry],
      collect() {
        this.reset();
        for (const { labels, value } of read()) this.set(labels, value);
      },
    });
  }

  /** Gauges that a query finds when the metrics are scraped. */
  look(look: Look): void {
    this.lookedUp.add(look);
  }

  /** A counter of a service's own. */
  counter(name: string, help: string, labelNames: readonly string[] = []): Counter {
    return new Counter({ name, help, labelNames: [...labelNames], registers: [this.registry] });
  }

  httpRequest(method: string, route: string, status: number, seconds: number): void {
    this.http.observe({ method, route, status }, seconds);
  }

  consumed(topic: string, type: string, outcome: Outcome, seconds: number): void {
    this.handled.observe({ topic, type, outcome }, seconds);
  }

  consumerRestarted(reason: string): void {
    this.restarts.inc({ reason });
  }

  relayed(events: number): void {
    this.sent.inc(events);
  }

  relayFailed(): void {
    this.sendFailures.inc();
  }

  relayLeader(shard: number, leading: boolean): void {
    this.leader.set({ shard }, leading ? 1 : 0);
  }
}
