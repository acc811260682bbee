import type { SweepPoint } from './report.js';

const [WIDTH, HEIGHT, MARGIN] = [640, 400, 56] as const;
const LOWEST = 0.6;

/** Precision against recall over the thresholds of a sweep, as an SVG picture; both axes run from .6 to 1. */
export function curveOf(points: readonly SweepPoint[]): string {
  const x = (recall: number) => MARGIN + within(recall) * (WIDTH - 2 * MARGIN);
  const y = (precision: number) => HEIGHT - MARGIN - within(precision) * (HEIGHT - 2 * MARGIN);
  const place = ({ recall, precision }: SweepPoint) =>
    `${x(recall).toFixed(1)},${y(precision).toFixed(1)}`;
  const ticks = [0.6, 0.7, 0.8, 0.9, 1].flatMap((at) => [
    `<line x1="${x(at)}" y1="${y(LOWEST)}" x2="${x(at)}" y2="${y(1)}" stroke="#ddd"/>`,
    `<line x1="${x(LOWEST)}" y1="${y(at)}" x2="${x(1)}" y2="${y(at)}" stroke="#ddd"/>`,
    `<text x="${x(at)}" y="${y(LOWEST) + 18}" text-anchor="middle">${at}</text>`,
    `<text x="${x(LOWEST) - 8}" y="${y(at) + 4}" text-anchor="end">${at}</text>`,
  ]);
  const dots = points.map((point) => {
    const [cx, cy] = place(point).split(',');
    return `<circle cx="${cx}" cy="${cy}" r="3"><title>${point.threshold}</title></circle>`;
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="sans-serif" font-size="12">`,
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="#fff"/>`,
    ...ticks,
    `<polyline points="${points.map(place).join(' ')}" fill="none" stroke="#000"/>`,
    ...dots,
    `<text x="${WIDTH / 2}" y="${HEIGHT - 12}" text-anchor="middle">pairwise recall</text>`,
    `<text x="${MARGIN}" y="24">pairwise precision</text>`,
    '</svg>\n',
  ].join('\n');
}

const within = (share: number) => Math.max(0, (share - LOWEST) / (1 - LOWEST));
