import type { Today } from '@hadir/shared/api/attendance';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../format/use-format.ts';
import { useNow } from '../format/use-now.ts';
import { Card } from '../look/Card.tsx';
import styles from './arrivals-chart.module.css';
import { type ChartBin, chartPoints, minutesOf, roundUp } from './chart-points.ts';

const WIDTH = 420;
const HEIGHT = 178;
const LEFT = 34;
const RIGHT = 8;
const TOP = 18;
const BOTTOM = 26;

const hhmm = (minutes: number) =>
  `${String(Math.floor(minutes / 60) % 24).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;

/**
 * This morning's arrivals against the same weekday a week ago. Plain SVG: two lines and a mark need no charting library,
 * which would more than double what a phone has to load.
 */
export function ArrivalsChart({ today }: { today: Today & { aheadMs?: number } }) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow(30_000) + (today.aheadMs ?? 0);
  const [read, setRead] = useState<ChartBin | null>(null);
  const { bins, binMinutes, peak, later } = chartPoints(today);
  const weekday = format.weekday(today.day);
  const title = t('chart.title', { weekday });
  if (peak === 0)
    return (
      <Card title={title}>
        <p className={styles.empty}>{t('chart.empty')}</p>
      </Card>
    );
  const begin = bins[0]?.from ?? 0;
  const span = bins.length * binMinutes;
  const top = roundUp(peak);
  const x = (minutes: number) => LEFT + ((minutes - begin) / span) * (WIDTH - LEFT - RIGHT);
  const y = (value: number) => HEIGHT - BOTTOM - (value / top) * (HEIGHT - TOP - BOTTOM);
  const middle = (bin: ChartBin) => x(bin.from + binMinutes / 2);
  const nowMinutes = minutesOf(localTime(now, today.zone));
  const past = bins.filter((bin) => bin.from <= nowMinutes);
  const line = (of: readonly ChartBin[], value: (bin: ChartBin) => number) =>
    of.map((bin, i) => `${i === 0 ? 'M' : 'L'}${middle(bin).toFixed(1)} ${y(value(bin)).toFixed(1)}`).join('');
  const area =
    past.length > 0
      ? `${line(past, (bin) => bin.today)}L${middle(past.at(-1) as ChartBin).toFixed(1)} ${y(0)}L${middle(past[0] as ChartBin).toFixed(1)} ${y(0)}Z`
      : '';
  const peakBin = bins.reduce((best, bin) => (bin.today > best.today ? bin : best));
  const start = today.schedule.start === null ? null : minutesOf(today.schedule.start);
  const every = span > 480 ? 120 : span > 180 ? 60 : 30;
  const ticks = bins.map((bin) => bin.from).filter((from) => from % every === 0);
  const words = t('chart.words', {
    peak: format.number(peakBin.today),
    time: format.clock(hhmm(peakBin.from)),
    weekday,
  });
  return (
    <Card
      title={title}
      note={
        read
          ? t('chart.read', {
              time: format.clock(hhmm(read.from)),
              today: format.number(read.today),
              lastWeek: format.number(read.lastWeek),
            })
          : t('chart.per', { minutes: binMinutes })
      }
    >
      <svg
        className={styles.chart}
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        role="img"
        aria-label={words}
        onPointerLeave={() => setRead(null)}
        onPointerMove={(event) => {
          const box = event.currentTarget.getBoundingClientRect();
          const minutes =
            begin + (((event.clientX - box.left) / box.width) * WIDTH - LEFT) * (span / (WIDTH - LEFT - RIGHT));
          setRead(bins.find((bin) => minutes >= bin.from && minutes < bin.from + binMinutes) ?? null);
        }}
      >
        {[0, 0.5, 1].map((part) => (
          <g key={part}>
            <path d={`M${LEFT} ${y(top * part)}H${WIDTH - RIGHT}`} className={styles.grid} />
            {(top * part) % 1 === 0 && (
              <text x={LEFT - 6} y={y(top * part) + 4} textAnchor="end">
                {format.number(top * part)}
              </text>
            )}
          </g>
        ))}
        {ticks.map((minutes) => (
          <text key={minutes} x={x(minutes)} y={HEIGHT - 8} textAnchor="middle">
            {format.clock(hhmm(minutes))}
          </text>
        ))}
        <path d={area} className={styles.area} />
        <path d={line(bins, (bin) => bin.lastWeek)} className={styles.lastWeek} />
        <path d={line(past, (bin) => bin.today)} className={styles.today} />
        {start !== null && (
          <g className={styles.start}>
            <path d={`M${x(start)} ${TOP - 4}V${y(0)}`} />
            <text x={x(start)} y={TOP - 7} textAnchor="middle">
              {format.clock(hhmm(start))}
            </text>
          </g>
        )}
        {read && (
          <g className={styles.reading}>
            <path d={`M${middle(read)} ${TOP}V${y(0)}`} />
            <circle cx={middle(read)} cy={y(read.today)} r="3.5" />
          </g>
        )}
      </svg>
      <div className={styles.key} aria-hidden>
        <span>
          <i className={styles.keyToday} /> {t('chart.today')}
        </span>
        <span>
          <i className={styles.keyLastWeek} /> {t('chart.lastWeek', { weekday })}
        </span>
        {later > 0 && (
          <span>{t('chart.later', { n: format.number(later), time: format.clock(hhmm(begin + span)) })}</span>
        )}
      </div>
    </Card>
  );
}

function localTime(at: number, zone: string): string {
  return new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZone: zone }).format(at);
}
