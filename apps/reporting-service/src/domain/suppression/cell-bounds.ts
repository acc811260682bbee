import type { Cell, Table } from './table.js';

export interface Bounds {
  readonly least: number;
  readonly greatest: number;
}

interface Arc {
  readonly from: string;
  readonly to: string;
  readonly key: string;
  readonly value: number;
}

/** What is outside the table: there cells come from that no line shows. */
const OUTSIDE = 'outside';

/**
 * The least and greatest value that an attacker can give each hidden cell, knowing all that is shown and that no
 * hidden cell is zero. Counts flow through the lines of a table like water through pipes: what one hidden cell gains,
 * others must pass on.
 */
export function boundsOfHidden(table: Table, hidden: ReadonlySet<string>): Map<string, Bounds> {
  const arcs = arcsOf(table).filter(({ key }) => hidden.has(key));
  return new Map(
    arcs.map((arc) => {
      const others = arcs.filter(({ key }) => key !== arc.key);
      const gain = greatestFlow(others, arc.to, arc.from);
      const loss = Math.min(arc.value - 1, greatestFlow(others, arc.from, arc.to));
      return [arc.key, { least: arc.value - loss, greatest: arc.value + gain }];
    }),
  );
}

/** A row sends its parts out and takes its total in; a column does it the other way round. */
function arcsOf({ cells, lines }: Table): Arc[] {
  const ends = new Map([...cells.keys()].map((key) => [key, { from: OUTSIDE, to: OUTSIDE }]));
  lines.forEach(({ along, total, parts }, index) => {
    const name = `${along}-${index}`;
    const [ofParts, ofTotal] =
      along === 'row' ? (['from', 'to'] as const) : (['to', 'from'] as const);
    for (const part of parts) Object.assign(ends.get(part) ?? {}, { [ofParts]: name });
    Object.assign(ends.get(total) ?? {}, { [ofTotal]: name });
  });
  return [...cells.values()].map(({ key, value }: Cell) => ({
    key,
    value,
    ...(ends.get(key) ?? { from: OUTSIDE, to: OUTSIDE }),
  }));
}

interface Pipe {
  readonly to: string;
  room: number;
  readonly back: Pipe;
}

/** Ford and Fulkerson, shortest ways first. A hidden cell can grow without end and shrink to one. */
function greatestFlow(arcs: readonly Arc[], source: string, sink: string): number {
  const pipes = pipesOf(arcs);
  let flow = 0;
  for (;;) {
    const way = shortestWay(pipes, source, sink);
    if (!way) return flow;
    const room = Math.min(...way.map((pipe) => pipe.room));
    if (room === Infinity) return Infinity;
    for (const pipe of way) {
      pipe.room -= room;
      pipe.back.room += room;
    }
    flow += room;
  }
}

function pipesOf(arcs: readonly Arc[]): Map<string, Pipe[]> {
  const pipes = new Map<string, Pipe[]>();
  const lay = (from: string, pipe: Pipe) => pipes.set(from, [...(pipes.get(from) ?? []), pipe]);
  for (const { from, to, value } of arcs) {
    const forth = { to, room: Infinity } as { to: string; room: number; back: Pipe };
    const back: Pipe = { to: from, room: value - 1, back: forth };
    forth.back = back;
    lay(from, forth);
    lay(to, back);
  }
  return pipes;
}

function shortestWay(
  pipes: ReadonlyMap<string, Pipe[]>,
  source: string,
  sink: string,
): Pipe[] | undefined {
  const ways = new Map<string, Pipe[]>([[source, []]]);
  for (const [place, way] of ways) {
    if (place === sink) return way;
    for (const pipe of pipes.get(place) ?? []) {
      if (pipe.room > 0 && !ways.has(pipe.to)) ways.set(pipe.to, [...way, pipe]);
    }
  }
  return undefined;
}
