const taken = new Uint8Array(64);
const PREFIX_WEIGHT = 0.1;

/** Likeness of two words from 0 to 1, kinder to a common beginning. */
export function jaroWinkler(left: string, right: string): number {
  if (left === right) return 1;
  const jaro = jaroOf(left, right);
  if (jaro <= 0.7) return jaro;

  let prefix = 0;
  while (prefix < 4 && prefix < left.length && left[prefix] === right[prefix]) prefix += 1;
  return jaro + prefix * PREFIX_WEIGHT * (1 - jaro);
}

function jaroOf(left: string, right: string): number {
  const [m, n] = [Math.min(left.length, 32), Math.min(right.length, 32)];
  if (m === 0 || n === 0) return 0;
  taken.fill(0);
  const window = Math.max(0, (Math.max(m, n) >> 1) - 1);
  let matches = 0;
  for (let i = 0; i < m; i += 1) {
    const code = left.charCodeAt(i);
    const end = Math.min(n - 1, i + window);
    for (let j = Math.max(0, i - window); j <= end; j += 1) {
      if (taken[j] || right.charCodeAt(j) !== code) continue;
      taken[j] = 1;
      taken[32 + i] = 1;
      matches += 1;
      break;
    }
  }
  if (matches === 0) return 0;
  const outOfOrder = countOutOfOrder(left, right, m);
  return (matches / m + matches / n + (matches - outOfOrder) / matches) / 3;
}

function countOutOfOrder(left: string, right: string, m: number): number {
  let count = 0;
  let j = 0;
  for (let i = 0; i < m; i += 1) {
    if (!taken[32 + i]) continue;
    while (!taken[j]) j += 1;
    if (left.charCodeAt(i) !== right.charCodeAt(j)) count += 1;
    j += 1;
  }
  return count >> 1;
}

/** One letter more, less or other, or two neighbours swapped. */
export function isOneEdit(left: string, right: string): boolean {
  if (left === right || Math.abs(left.length - right.length) > 1) return false;
  let at = 0;
  while (at < left.length && left[at] === right[at]) at += 1;
  const isSwapped =
    left[at] === right[at + 1] &&
    left[at + 1] === right[at] &&
    left.slice(at + 2) === right.slice(at + 2);
  return (
    isSwapped ||
    left.slice(at + 1) === right.slice(at + 1) ||
    left.slice(at) === right.slice(at + 1) ||
    left.slice(at + 1) === right.slice(at)
  );
}
