/** Bands of the linkage-error report. */
export function ageBand(years: number): string {
  if (years < 18) return 'under 18';
  if (years < 25) return '18–24';
  if (years < 45) return '25–44';
  return years < 65 ? '45–64' : '65 and over';
}
