export interface Axis {
  readonly label: string;
  readonly min: number;
  readonly max: number;
  readonly scale: 'linear' | 'log';
  readonly ticks: readonly number[];
}

export interface Series {
  readonly name: string;
  readonly colour: string;
  readonly points: readonly (readonly [x: number, y: number])[];
  /** Filled down to the lower edge. */
  readonly filled?: boolean;
}

export interface Chart {
  readonly title: string;
  readonly x: Axis;
  readonly y: Axis;
  readonly series: readonly Series[];
  /** Vertical lines. */
  readonly marks?: readonly { readonly at: number; readonly name: string }[];
}

const WIDTH = 640;
const HEIGHT = 420;
const LEFT = 70;
const RIGHT = 20;
const TOP = 44;
const BOTTOM = 56;

/** Draws a chart as an SVG element that needs nothing else. */
export function plotChart({ title, x, y, series, marks = [] }: Chart): string {
  const px = (value: number) => LEFT + place(value, x) * (WIDTH - LEFT - RIGHT);
  const py = (value: number) => HEIGHT - BOTTOM - place(value, y) * (HEIGHT - TOP - BOTTOM);
  const [top, bottom] = [TOP, HEIGHT - BOTTOM];
  return [
    `<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${escapeXml(title)}" xmlns="http://www.w3.org/2000/svg">`,
    `<text x="${LEFT}" y="24" class="title">${escapeXml(title)}</text>`,
    ...x.ticks.map(
      (tick) => vertical(px(tick), top, bottom, 'grid') + text(px(tick), bottom + 18, 'middle', word(tick)),
    ),
    ...y.ticks.map(
      (tick) =>
        `<line x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${fix(py(tick))}" y2="${fix(py(tick))}" class="grid"/>${text(LEFT - 8, py(tick) + 4, 'end', word(tick))}`,
    ),
    text((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 14, 'middle', x.label),
    `<text transform="translate(16 ${(top + bottom) / 2}) rotate(-90)" text-anchor="middle">${escapeXml(y.label)}</text>`,
    ...series.map((line) => drawSeries(line, px, py, bottom)),
    ...marks.map(({ at, name }) => vertical(px(at), top, bottom, 'mark') + text(px(at) + 4, top + 12, 'start', name)),
    ...series.map(
      ({ name, colour }, i) =>
        `<rect x="${WIDTH - RIGHT - 150}" y="${TOP + 24 + i * 18}" width="10" height="10" fill="${colour}"/>${text(WIDTH - RIGHT - 134, TOP + 33 + i * 18, 'start', name)}`,
    ),
    '</svg>',
  ].join('\n');
}

function drawSeries(
  { points, colour, filled = false }: Series,
  px: (value: number) => number,
  py: (value: number) => number,
  bottom: number,
): string {
  const path = points.map(([x, y]) => `${fix(px(x))},${fix(py(y))}`).join(' ');
  if (!filled) return `<polyline points="${path}" fill="none" stroke="${colour}" stroke-width="2"/>`;
  const [first, last] = [points[0]?.[0] ?? 0, points.at(-1)?.[0] ?? 0];
  const area = `${fix(px(first))},${bottom} ${path} ${fix(px(last))},${bottom}`;
  return `<polygon points="${area}" fill="${colour}" fill-opacity="0.45" stroke="${colour}"/>`;
}

/** @returns where a value lies on an axis, 0..1; what is beyond its ends lies on them. */
function place(value: number, { min, max, scale }: Axis): number {
  const at = (v: number) => (scale === 'log' ? Math.log10(Math.max(v, Number.MIN_VALUE)) : v);
  return Math.max(0, Math.min(1, (at(value) - at(min)) / (at(max) - at(min))));
}

function vertical(x: number, top: number, bottom: number, style: string): string {
  return `<line x1="${fix(x)}" x2="${fix(x)}" y1="${top}" y2="${bottom}" class="${style}"/>`;
}

function text(x: number, y: number, anchor: string, words: string): string {
  return `<text x="${fix(x)}" y="${fix(y)}" text-anchor="${anchor}">${escapeXml(words)}</text>`;
}

function word(value: number): string {
  return value !== 0 && Math.abs(value) < 0.01 ? value.toExponential(0) : String(Number(value.toFixed(3)));
}

function fix(value: number): string {
  return value.toFixed(1);
}

export function escapeXml(words: string): string {
  return words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
