import { AxisBottom, AxisLeft } from '@visx/axis';
import { GridRows } from '@visx/grid';
import { useParentSize } from '@visx/responsive';
import { scaleBand, scaleLinear } from '@visx/scale';
import { monthText, shortMoney } from '../texts/formats.ts';
import type { EarnedInMonth } from './earned.ts';

const height = 200;
const margin = { top: 8, right: 0, bottom: 28, left: 108 };

/** A plain text: the one of visx leaves the words that it has measured on the page. */
function label(anchor: 'middle' | 'end', dx = 0) {
  return ({ x, y, formattedValue }: { x: number; y: number; formattedValue?: string | undefined }) => <text x={x + dx} y={y} dy={4} textAnchor={anchor} fill="var(--muted)" fontSize={13}>{formattedValue}</text>;
}

/** A bar for each month, below the line where more went back than came. */
export function EarnedChart({ months }: { months: readonly EarnedInMonth[] }) {
  const { parentRef, width } = useParentSize({ debounceTime: 50 });
  const currency = months[0]?.earned.currency ?? '';
  const data = months.map(({ month, earned }) => ({ month, value: Number(earned.amount) }));
  const values = data.map(({ value }) => value);
  const x = scaleBand({ domain: data.map(({ month }) => month), range: [margin.left, Math.max(width, margin.left)], padding: 0.25 });
  const y = scaleLinear({ domain: [Math.min(0, ...values), Math.max(0, ...values)], range: [height - margin.bottom, margin.top], nice: 3 });
  const zero = y(0);
  // Month by month where there is room, else every third, counted from the latest.
  const every = x.step() < 44 ? (x.step() < 26 ? 4 : 3) : 1;
  const named = data.filter((_, index) => (data.length - 1 - index) % every === 0).map(({ month }) => month);
  return (
    <div ref={parentRef} className="trend-canvas" aria-hidden="true">
      {width <= margin.left ? <div className="skeleton trend-waiting" /> : (
        <svg width={width} height={height} focusable="false">
          <GridRows scale={y} left={margin.left} width={width - margin.left} numTicks={3} stroke="var(--line)" />
          {data.map(({ month, value }) => <rect key={month} x={x(month)} width={x.bandwidth()} y={Math.min(zero, y(value))} height={Math.abs(y(value) - zero)} fill={value < 0 ? 'var(--bad)' : 'var(--chart-first)'} />)}
          <line x1={margin.left} x2={width} y1={zero} y2={zero} stroke="var(--line-strong)" />
          <AxisLeft scale={y} left={margin.left} numTicks={3} hideAxisLine hideTicks tickFormat={(value) => shortMoney({ amount: String(Number(value)), currency })} tickComponent={label('end', -4)} />
          <AxisBottom scale={x} top={height - margin.bottom} hideTicks hideAxisLine tickValues={named} tickFormat={(month) => monthText(month, 'short')} tickComponent={every === 1 ? label('middle') : label('end', x.bandwidth() / 2)} />
        </svg>
      )}
    </div>
  );
}
