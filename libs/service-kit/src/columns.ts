/** One array per column, for `unnest($1::uuid[], $2::text[] …)`: one statement for any number of rows. */
export function columns<Row>(rows: readonly Row[], names: readonly (keyof Row)[]): unknown[][] {
  return names.map((name) => rows.map((row) => row[name]));
}
