import { wholeNameOf } from '../matching/compare-names.js';
import {
  DATE,
  isFullDate,
  monthDayIn,
  NAME,
  yearIn,
  type DescriptionBook,
} from '../matching/description-book.js';
import { mix } from '../matching/hash.js';
import { NumberTable } from '../matching/number-table.js';

/** Slips of the pen make one person look like this much more than one. */
const SLIPS = 0.5;
/** A name that more descriptions have is not counted on: squares stay within 32 bits. */
const MOST = 30_000;

/** How often whole names stand with a birth date, and how alike these dates are. */
export class WholeNames {
  private readonly counts = new NumberTable();
  private readonly dates = new NumberTable();
  private readonly yearSquares = new NumberTable();
  private readonly daySquares = new NumberTable();
  private total = 0;

  constructor(book: DescriptionBook) {
    for (let no = 0; no < book.size; no += 1) this.count(book, no);
  }

  /**
   * Share of all descriptions that have this name and are somebody else's than another that has it: among as many dates
   * as there are people, two agree in one of so many.
   */
  strangersShare(name: number): number {
    const count = this.counts.get(name) ?? 0;
    if (count < 2) return 0;
    const people =
      (count * count) /
      Math.max(this.squares(this.yearSquares, name), this.squares(this.daySquares, name));
    return people - SLIPS <= 1 ? 0 : (count * (1 - 1 / (people - SLIPS))) / this.total;
  }

  private squares(table: NumberTable, name: number): number {
    return table.get(name) ?? 1;
  }

  private count(book: DescriptionBook, no: number): void {
    const { cells, tokens } = book;
    const [name, at] = [book.from(no, NAME.section), book.from(no, DATE.section)];
    const date = at < book.to(no, DATE.section) ? cells[at]! : 0;
    if (name === book.to(no, NAME.section) || !isFullDate(date)) return;
    const whole = wholeNameOf(cells, tokens, name);
    if (whole === 0 || (this.counts.get(whole) ?? 0) >= MOST) return;
    this.total += 1;
    this.counts.add(whole, 1);
    this.square(this.yearSquares, whole, yearIn(date));
    this.square(this.daySquares, whole, -monthDayIn(date) - 1);
  }

  /** (n + 1)² is n² and 2n + 1. */
  private square(squares: NumberTable, name: number, part: number): void {
    const value = mix(name ^ Math.imul(part, 0x9e3779b1)) >>> 0;
    squares.add(name, 2 * (this.dates.get(value) ?? 0) + 1);
    this.dates.add(value, 1);
  }
}
