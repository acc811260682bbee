import { Injectable } from '@nestjs/common';
import type { Clock } from '@continuum/service-kit';
import { DateTime } from 'luxon';
import { plusDays, type LocalDate } from '../domain/local-date.js';

/** The calendar of the city's own zone: only "today" is ever computed here, never the date of a record. */
@Injectable()
export class CityDay {
  constructor(
    private readonly clock: Clock,
    readonly timeZone: string,
  ) {}

  today(): LocalDate {
    const date = DateTime.fromJSDate(this.clock.now(), { zone: this.timeZone }).toISODate();
    if (date === null) throw new Error('the city has no such time zone');
    return date;
  }

  /** As-of dates are exclusive: today's records are in. */
  asOfNow(): LocalDate {
    return plusDays(this.today(), 1);
  }
}
