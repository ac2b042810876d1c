/** A query and how its series are named; `{{label}}` is filled in by Grafana. */
export interface Query {
  readonly expr: string;
  readonly legend: string;
}

export interface Panel {
  readonly title: string;
  readonly description: string;
  readonly queries: readonly Query[];
  /** Grafana's name of it: s, ops, short, percentunit, bytes. */
  readonly unit: string;
  /** Of the 24 columns; 8 unless said. */
  readonly width?: 4 | 6 | 8 | 12 | 24;
  /** A single present figure instead of a course in time; red from this value on. */
  readonly badFrom?: number;
}

export interface Dashboard {
  /** Its file, and its address in Grafana. */
  readonly name: string;
  readonly title: string;
  /** Whether one chooses a service at the top: `$service`. */
  readonly perService?: true;
  readonly panels: readonly Panel[];
}

const datasource = { type: 'prometheus', uid: '${datasource}' };
const [columns, height, statHeight] = [24, 8, 4];

/** As Grafana 11 and later import it; nothing in it depends on an installation. */
export function grafanaOf({ name, title, perService, panels }: Dashboard): object {
  let [x, y, rowHeight] = [0, 0, 0];
  const placed = panels.map((panel, index) => {
    const [w, h] = [panel.width ?? 8, panel.badFrom === undefined ? height : statHeight];
    if (x + w > columns) [x, y, rowHeight] = [0, y + rowHeight, 0];
    const gridPos = { x, y, w, h };
    [x, rowHeight] = [x + w, Math.max(rowHeight, h)];
    return { id: index + 1, gridPos, ...panelOf(panel) };
  });
  return {
    uid: `pms-${name}`,
    title,
    tags: ['partner-management'],
    schemaVersion: 39,
    editable: false,
    refresh: '30s',
    time: { from: 'now-3h', to: 'now' },
    timezone: 'browser',
    templating: { list: [datasourceVariable, ...(perService ? [serviceVariable] : [])] },
    panels: placed,
  };
}

function panelOf({ title, description, queries, unit, badFrom }: Panel): object {
  const targets = queries.map(({ expr, legend }, index) => ({ refId: String.fromCharCode(65 + index), datasource, expr, legendFormat: legend }));
  const common = { title, description, datasource, targets };
  if (badFrom === undefined) return { ...common, type: 'timeseries', fieldConfig: { defaults: { unit, min: 0, custom: { lineWidth: 1, fillOpacity: 8 } }, overrides: [] }, options: { legend: { displayMode: 'list', placement: 'bottom' }, tooltip: { mode: 'multi', sort: 'desc' } } };
  const thresholds = { mode: 'absolute', steps: [{ color: 'green', value: null }, { color: 'red', value: badFrom }] };
  return { ...common, type: 'stat', fieldConfig: { defaults: { unit, thresholds, noValue: 'unknown' }, overrides: [] }, options: { colorMode: 'value', graphMode: 'area', reduceOptions: { calcs: ['lastNotNull'] } } };
}

const datasourceVariable = { name: 'datasource', label: 'Prometheus', type: 'datasource', query: 'prometheus' };
const serviceVariable = { name: 'service', label: 'Service', type: 'query', datasource, query: 'label_values(process_start_time_seconds{job="partner-management"}, service)', refresh: 2, sort: 1 };
