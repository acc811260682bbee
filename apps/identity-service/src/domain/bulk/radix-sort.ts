const DIGITS = 11;
const RADIX = 1 << DIGITS;

/** Keys in ascending order of their bits, and their owners with them; owners of equal keys stay in their order. */
export function sortedByKey(unsorted: Int32Array, unsortedOwners: Int32Array) {
  let [keys, owners] = [unsorted, unsortedOwners];
  let spare = [new Int32Array(keys.length), new Int32Array(keys.length)] as [
    Int32Array,
    Int32Array,
  ];
  for (let shift = 0; shift < 32; shift += DIGITS) {
    const [toKeys, toOwners] = spare;
    const next = startsOf(keys, shift);
    for (let at = 0; at < keys.length; at += 1) {
      const key = keys[at]!;
      const digit = (key >>> shift) & (RADIX - 1);
      const place = next[digit]!;
      next[digit] = place + 1;
      toKeys[place] = key;
      toOwners[place] = owners[at]!;
    }
    const isGiven = keys === unsorted;
    spare = isGiven ? [new Int32Array(keys.length), new Int32Array(keys.length)] : [keys, owners];
    [keys, owners] = [toKeys, toOwners];
  }
  return { keys, owners };
}

/** Where the keys with each digit begin. */
function startsOf(keys: Int32Array, shift: number): Int32Array {
  const starts = new Int32Array(RADIX + 1);
  for (const key of keys) starts[((key >>> shift) & (RADIX - 1)) + 1]! += 1;
  for (let digit = 0; digit < RADIX; digit += 1) starts[digit + 1]! += starts[digit]!;
  return starts;
}
