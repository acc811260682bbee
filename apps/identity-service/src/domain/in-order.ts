/** Code unit by code unit, whatever the locale: the same everywhere. */
export const compareText = (left: string, right: string) =>
  left < right ? -1 : Number(left > right);
