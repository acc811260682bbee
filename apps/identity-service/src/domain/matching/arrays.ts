type Numbers = Int32Array | Float64Array;

/** The same values with room for as many as are needed, and for as many again. */
export function grown<T extends Numbers>(values: T, needed: number): T {
  if (needed <= values.length) return values;
  const Larger = values.constructor as new (length: number) => T;
  const larger = new Larger(Math.max(needed, values.length * 2));
  larger.set(values);
  return larger;
}

/** The same values in memory that threads share. */
export function shared<T extends Numbers>(values: T): T {
  if (values.buffer instanceof SharedArrayBuffer) return values;
  const Shared = values.constructor as new (buffer: SharedArrayBuffer) => T;
  const copy = new Shared(new SharedArrayBuffer(values.byteLength));
  copy.set(values);
  return copy;
}

/** Parts one behind the other. */
export function joined<T extends Numbers>(parts: readonly T[]): T {
  const [first] = parts;
  if (!first) throw new Error('There is nothing to join.');
  if (parts.length === 1) return first;
  const Joined = first.constructor as new (length: number) => T;
  const all = new Joined(parts.reduce((sum, { length }) => sum + length, 0));
  let from = 0;
  for (const part of parts) {
    all.set(part, from);
    from += part.length;
  }
  return all;
}
