import { type Axis, escapeXml, plotChart, type Series } from './plot-chart.ts';
import type { FaceResults } from './print-faces.ts';
import { printFaces } from './print-faces.ts';
import { ScoreHistogram } from './score-histogram.ts';
import type { PairScores } from './score-pairs.ts';

const GENUINE = '#0f766e';
const IMPOSTOR = '#b45309';
const CURVE_POINTS = 400;
const BAR = 0.02;
const LOWEST_RATE = 1e-5;

/** Draws ROC, DET and the two distributions into one HTML page that loads nothing from anywhere. */
export function plotFaces(results: FaceResults, scores: PairScores): string {
  const impostor = ScoreHistogram.merge(scores.impostors);
  const genuine = new ScoreHistogram();
  for (const { score } of scores.genuine) genuine.add(score);
  const curve = Array.from({ length: CURVE_POINTS + 1 }, (_, i) => (i / CURVE_POINTS) * 2 - 1)
    .map((threshold) => ({ fmr: impostor.shareFrom(threshold), tmr: genuine.shareFrom(threshold) }))
    .reverse();
  const rates = [1e-5, 1e-4, 1e-3, 1e-2, 1e-1, 1];
  const fmr: Axis = { label: 'FMR', min: LOWEST_RATE, max: 1, scale: 'log', ticks: rates };
  const share: Axis = { label: 'true match rate', min: 0, max: 1, scale: 'linear', ticks: [0, 0.2, 0.4, 0.6, 0.8, 1] };
  const bars: Series[] = [
    { name: 'different people', colour: IMPOSTOR, filled: true, points: bin(impostor) },
    { name: 'same person', colour: GENUINE, filled: true, points: bin(genuine) },
  ];
  const highest = Math.max(...bars.flatMap(({ points }) => points.map(([, y]) => y)));
  const charts = [
    plotChart({
      title: 'Cosines of pairs',
      x: { label: 'cosine', min: -0.5, max: 1, scale: 'linear', ticks: [-0.5, -0.25, 0, 0.25, 0.5, 0.75, 1] },
      y: {
        label: `share of the pairs in ${BAR}`,
        min: 0,
        max: highest,
        scale: 'linear',
        ticks: [0, highest / 2, highest],
      },
      series: bars,
      marks:
        results.identification === null ? [] : [{ at: results.identification.threshold, name: 'operating threshold' }],
    }),
    plotChart({
      title: 'ROC',
      x: fmr,
      y: share,
      series: [{ name: 'measured', colour: GENUINE, points: curve.map(({ fmr, tmr }) => [fmr, tmr]) }],
    }),
    plotChart({
      title: 'DET',
      x: fmr,
      y: { ...fmr, label: 'FNMR' },
      series: [{ name: 'measured', colour: GENUINE, points: curve.map(({ fmr, tmr }) => [fmr, 1 - tmr]) }],
    }),
  ];
  return page(charts, printFaces(results));
}

function bin(histogram: ScoreHistogram): [x: number, y: number][] {
  const bars = new Map<number, number>();
  for (const [score, count] of histogram.bins()) {
    const bar = Math.floor(score / BAR);
    bars.set(bar, (bars.get(bar) ?? 0) + count / histogram.total);
  }
  const filled = [...bars.keys()];
  const [first, last] = [Math.min(...filled), Math.max(...filled)];
  return Array.from({ length: last - first + 1 }, (_, i) => first + i).flatMap((bar): [number, number][] => [
    [bar * BAR, bars.get(bar) ?? 0],
    [(bar + 1) * BAR, bars.get(bar) ?? 0],
  ]);
}

function page(charts: readonly string[], report: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>Face recognition, measured</title>
<style>
body { font: 15px/1.5 system-ui, sans-serif; max-width: 680px; margin: 2rem auto; padding: 0 1rem; color: #1c1917; }
pre { overflow-x: auto; font-size: 12px; }
svg { width: 100%; margin: 1rem 0; font-size: 12px; }
.title { font-size: 16px; font-weight: 600; }
.grid { stroke: #d6d3d1; }
.mark { stroke: #1c1917; stroke-dasharray: 4 3; }
</style>
</head>
<body>
<h1>Face recognition, measured</h1>
${charts.join('\n')}
<pre>${escapeXml(report)}</pre>
</body>
</html>
`;
}
