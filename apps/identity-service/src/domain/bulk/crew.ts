/**
 * A function of plain data that any thread can run: what goes in and comes out is copied, or shared where it lies in
 * shared memory. `module` exports it as `name`.
 */
export interface Task<I, O> {
  readonly module: string;
  readonly name: string;
  readonly run: (input: I) => O;
}

/** Does the parts of a job, as many at a time as its size. */
export interface Crew {
  readonly size: number;
  /** @returns what came of each part, in their order */
  all<I, O>(task: Task<I, O>, parts: readonly I[]): O[];
}

/** One thread, one part after the other. */
export const alone: Crew = { size: 1, all: ({ run }, parts) => parts.map(run) };

/** Parts of a range: `shareOf` says which share of the work lies before each share of the range. */
export function rangesOf(
  count: number,
  size: number,
  placeOf: (share: number) => number = (share) => share,
): { readonly from: number; readonly to: number }[] {
  const edge = (part: number) => Math.round(count * placeOf(part / size));
  return Array.from({ length: size }, (_, part) => ({ from: edge(part), to: edge(part + 1) }));
}
