import type { Dashboard, Panel, Query } from './panels.ts';

const by = (label: string, expr: string): Query[] => [{ expr, legend: `{{${label}}}` }];
const one = (expr: string, legend = ''): Query[] => [{ expr, legend }];
/** A figure that is to be 0, or under a bound. */
const stat = (title: string, description: string, expr: string, badFrom: number, unit = 'short'): Panel => ({ title, description, unit, width: 4, badFrom, queries: one(expr) });
const quantiles = (metric: string, where: string, labels = 'le'): Query[] =>
  [0.5, 0.95, 0.99].map((share) => ({ expr: `histogram_quantile(${share}, sum by (${labels}) (rate(${metric}_bucket{${where}}[5m])))`, legend: `p${share * 100}` }));
/** Of one service where there is one to choose. */
const chosen = 'service="$service"';

/** What operators look at first, then by subject. Each metric is explained in docs/operations/metrics.md. */
export const dashboards: readonly Dashboard[] = [
  {
    name: 'programme',
    title: 'Partner programme: health',
    panels: [
      stat('Processes away', 'Processes that do not answer their scrape', 'count(up{job="partner-management"} == 0) or vector(0)', 1),
      stat('Failed requests', 'Share of requests that ended with 5xx, last five minutes', 'sum(rate(http_request_duration_seconds_count{status=~"5.."}[5m])) / sum(rate(http_request_duration_seconds_count[5m]))', 0.01, 'percentunit'),
      stat('Applications overdue', 'Longer than the programme promises', 'max(applications_open{clock="overdue"})', 1),
      stat('Mails waiting', 'Age of the oldest mail that is to be sent', 'max(mail_oldest_due_seconds)', 600, 's'),
      stat('Keys held', 'Keys whose events wait for a person', 'sum(max by (service) (parked_keys{status="held"}))', 1),
      stat('Ledger faults', 'What the last verification of the ledger found', 'max(ledger_faults)', 1),
      { title: 'Requests at the gateway', description: 'By status class', unit: 'reqps', queries: by('class', 'sum by (class) (label_replace(rate(http_request_duration_seconds_count{service="gateway"}[5m]), "class", "${1}xx", "status", "(.).."))') },
      { title: 'Answers of the gateway', description: 'Time from a request to the end of its answer, without live feeds', unit: 's', queries: quantiles('http_request_duration_seconds', 'service="gateway",route!~".*stream.*"') },
      { title: 'Open applications', description: 'By the state of their clock', unit: 'short', queries: by('clock', 'max by (clock) (applications_open)') },
      { title: 'What waits for people', description: 'Registrations to decide, contradictions to settle', unit: 'short', queries: [{ expr: 'max(deals_to_decide)', legend: 'deals to decide' }, { expr: 'max(deal_reports_held)', legend: 'contradictory reports' }, { expr: 'max(commission_exceptions_open)', legend: 'contradictions about money' }] },
      { title: 'Mails by how they ended', description: 'Attempts a second', unit: 'ops', queries: by('outcome', 'sum by (outcome) (rate(mail_attempts_total[5m]))') },
      { title: 'Mails due and refused', description: 'Waiting to be sent, and refused for good', unit: 'short', queries: [{ expr: 'max(mails_due)', legend: 'due' }, { expr: 'max(mails_failed)', legend: 'refused' }] },
    ],
  },
  {
    name: 'messaging',
    title: 'Partner programme: messaging',
    panels: [
      stat('Oldest unsent event', 'Of all services', 'max(outbox_oldest_waiting_seconds)', 60, 's'),
      stat('Events behind', 'Records that no consumer has taken to their end yet', 'sum(consumer_lag_records)', 1000),
      stat('Keys held', 'Wait for a person', 'sum(max by (service) (parked_keys{status="held"}))', 1),
      stat('Keys retried', 'Tried again by themselves', 'sum(max by (service) (parked_keys{status="retrying"}))', 1),
      stat('Partitions blocked', 'Wait for the infrastructure', 'sum(consumer_blocked_partitions)', 1),
      stat('Shards without a relay', 'Nobody sends their events', 'count(sum by (service, shard) (outbox_relay_leader) == 0) or vector(0)', 1),
      { title: 'Events sent', description: 'Acknowledged by the broker, by service', unit: 'ops', width: 12, queries: by('service', 'sum by (service) (rate(outbox_events_sent_total[5m]))') },
      { title: 'Events waiting in the outbox', description: 'Committed and not sent yet', unit: 'short', width: 12, queries: by('service', 'max by (service) (outbox_waiting_events)') },
      { title: 'Events taken to their end', description: 'By outcome; duplicates are what the inbox knew already', unit: 'ops', width: 12, queries: by('outcome', 'sum by (outcome) (rate(event_processing_seconds_count[5m]))') },
      { title: 'Lag', description: 'Records not yet taken to their end, by service and topic', unit: 'short', width: 12, queries: [{ expr: 'sum by (service, topic) (consumer_lag_records)', legend: '{{service}} {{topic}}' }] },
      { title: 'Since the last progress', description: 'Seconds since a consumer took an event to its end; large is well where nothing waits', unit: 's', width: 12, queries: by('service', 'time() - max by (service) (consumer_last_progress_seconds)') },
      { title: 'Failures', description: 'Batches that the broker did not acknowledge, restarts of consumers', unit: 'short', width: 12, queries: [{ expr: 'sum by (service) (increase(outbox_send_failures_total[5m]))', legend: '{{service}} unsent' }, { expr: 'sum by (service) (increase(consumer_restarts_total[5m]))', legend: '{{service}} restarts' }] },
    ],
  },
  {
    name: 'service',
    title: 'Partner programme: one service',
    perService: true,
    panels: [
      { title: 'Requests by route', description: 'The ten busiest', unit: 'reqps', width: 12, queries: [{ expr: `topk(10, sum by (method, route) (rate(http_request_duration_seconds_count{${chosen}}[5m])))`, legend: '{{method}} {{route}}' }] },
      { title: 'Slowest routes', description: 'p99 of the ten slowest', unit: 's', width: 12, queries: [{ expr: `topk(10, histogram_quantile(0.99, sum by (route, le) (rate(http_request_duration_seconds_bucket{${chosen}}[5m]))))`, legend: '{{route}}' }] },
      { title: 'Errors', description: 'Answers of 4xx and 5xx by route and status', unit: 'reqps', width: 12, queries: [{ expr: `sum by (route, status) (rate(http_request_duration_seconds_count{${chosen},status=~"[45].."}[5m]))`, legend: '{{status}} {{route}}' }] },
      { title: 'Events by type', description: 'p99 of their processing', unit: 's', width: 12, queries: by('type', `histogram_quantile(0.99, sum by (type, le) (rate(event_processing_seconds_bucket{${chosen}}[5m])))`) },
      { title: 'Connections', description: 'Of the pools of all its processes', unit: 'short', queries: [{ expr: `sum(database_pool_connections{${chosen}})`, legend: 'open' }, { expr: `sum(database_pool_idle{${chosen}})`, legend: 'idle' }, { expr: `sum(database_pool_waiting{${chosen}})`, legend: 'waited for' }] },
      { title: 'Oldest transaction', description: "Of the service's role", unit: 's', queries: one(`max(database_oldest_transaction_seconds{${chosen}})`, 'age') },
      { title: 'Work by due dates', description: 'Rows that sweeps handled', unit: 'ops', queries: by('sweep', `sum by (sweep) (rate(sweep_rows_total{${chosen}}[5m]))`) },
      { title: 'Delay of the event loop', description: 'p99, by process; a tenth of a second where nothing is delayed, since it is looked at so often', unit: 's', queries: by('instance', `nodejs_eventloop_lag_p99_seconds{${chosen}}`) },
      { title: 'Memory', description: 'Resident, by process', unit: 'bytes', queries: by('instance', `process_resident_memory_bytes{${chosen}}`) },
      { title: 'Processor', description: 'Cores, by process', unit: 'short', queries: by('instance', `rate(process_cpu_seconds_total{${chosen}}[5m])`) },
    ],
  },
  {
    name: 'money',
    title: 'Partner programme: money',
    panels: [
      stat('Ledger faults', 'What the last verification found', 'max(ledger_faults)', 1),
      stat('Last verification', 'How long ago', 'time() - max(ledger_verified_seconds)', 7200, 's'),
      stat('Contradictions', 'About money, wait for a person', 'max(commission_exceptions_open)', 1),
      stat('Invoices waiting', 'For their deal', 'max(invoices_waiting)', 1),
      stat('Refunds waiting', 'For their invoice', 'max(refunds_waiting)', 1),
      stat('Events held', 'Of commissions, wait for a person', 'max(parked_events{service="commissions",status="held"})', 1),
      { title: 'Reports of the CRM', description: 'Invoices, refunds and wins taken to their end', unit: 'ops', width: 12, queries: by('type', 'sum by (type) (rate(event_processing_seconds_count{service="commissions",topic="crm",outcome="handled"}[5m]))') },
      { title: 'How long a report takes', description: 'Until it is booked', unit: 's', width: 12, queries: quantiles('event_processing_seconds', 'service="commissions",topic="crm"') },
      { title: 'Lag of commissions', description: 'Reports and deals not yet taken to their end', unit: 'short', width: 12, queries: by('topic', 'sum by (topic) (consumer_lag_records{service="commissions"})') },
      { title: 'Released and settled', description: 'Lines whose hold has ended, deals whose closing day has come', unit: 'ops', width: 12, queries: by('sweep', 'sum by (sweep) (rate(sweep_rows_total{service="commissions"}[5m]))') },
    ],
  },
];
