import { AxisBottom, AxisLeft } from '@visx/axis';
import { GridRows } from '@visx/grid';
import { useParentSize } from '@visx/responsive';
import { scaleBand, scaleLinear, scaleOrdinal } from '@visx/scale';
import { BarStack } from '@visx/shape';
import { shortMoney } from '../texts/formats.ts';
import { useTexts } from '../texts/language.ts';
import { calculatorTexts } from '../texts/calculator.texts.ts';
import { moneyOf, type YearOfEarnings } from './earnings.ts';

const height = 200;
const ticks = 3;
const margin = { top: 8, bottom: 28 };
const kinds = ['fresh', 'recurring'] as const;
type Kind = (typeof kinds)[number];
const label = { fill: 'var(--muted)', fontSize: 13, fontFamily: 'inherit' } as const;
/** Room beside a label of the left axis, on both sides. */
const gap = 12;

/** How wide the longest of these labels is, in the font that the page has by now. */
function widest(labels: readonly string[]): number {
  const pen = document.createElement('canvas').getContext('2d');
  if (pen === null) return 0;
  pen.font = `${label.fontSize}px ${getComputedStyle(document.body).fontFamily}`;
  return Math.max(...labels.map((text) => pen.measureText(text).width));
}

/** Years as bars, new deals below and what recurs above. A table beside it says the same to those who cannot see it. */
export function EarningsChart({ years, currency }: { years: readonly YearOfEarnings[]; currency: string }) {
  const say = useTexts(calculatorTexts);
  const { parentRef, width } = useParentSize({ debounceTime: 50 });
  const data = years.map(({ fresh, recurring }, index) => ({ year: String(index + 1), fresh: Number(fresh) / 100, recurring: Number(recurring) / 100 }));
  const top = Math.max(1, ...data.map(({ fresh, recurring }) => fresh + recurring));
  const amount = (value: number) => shortMoney(moneyOf(BigInt(Math.round(value * 100)), currency));
  const y = scaleLinear({ domain: [0, top], range: [height - margin.bottom, margin.top], nice: ticks });
  const left = Math.ceil(widest(y.ticks(ticks).map(amount))) + gap;
  const x = scaleBand({ domain: data.map(({ year }) => year), range: [left, Math.max(width, left)], padding: 0.3 });
  const colour = scaleOrdinal<Kind, string>({ domain: [...kinds], range: ['var(--chart-first)', 'var(--chart-second)'] });
  return (
    <figure className="chart" aria-hidden="true">
      <div ref={parentRef} className="chart-canvas">
        {width > left && (
          <svg width={width} height={height} focusable="false">
            <GridRows scale={y} left={left} width={width - left} numTicks={ticks} stroke="var(--line)" />
            <BarStack data={data} keys={[...kinds]} x={({ year }) => year} xScale={x} yScale={y} color={colour}>
              {(stacks) => stacks.flatMap(({ index, bars }) => bars.filter((bar) => bar.height > 0).map((bar) => (
                <rect key={`${index}-${bar.index}`} x={bar.x} y={bar.y} width={bar.width} height={bar.height} fill={bar.color} stroke="var(--surface)" />
              )))}
            </BarStack>
            <AxisLeft scale={y} left={left} numTicks={ticks} hideAxisLine hideTicks tickLength={0} tickFormat={(value) => amount(Number(value))} tickLabelProps={{ ...label, textAnchor: 'end', dx: -8, dy: 4 }} />
            <AxisBottom scale={x} top={height - margin.bottom} hideTicks stroke="var(--line-strong)" tickFormat={(year) => say('inYear', { year })} tickLabelProps={{ ...label, textAnchor: 'middle', dy: 4 }} />
          </svg>
        )}
      </div>
      <figcaption className="chart-key small">
        <span><i className="key-first" />{say('fresh')}</span>
        <span><i className="key-second" />{say('recurring')}</span>
      </figcaption>
    </figure>
  );
}
