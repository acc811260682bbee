import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { PersonRepository } from '../store/person.repository.js';
import { CityDay } from './city-day.js';
import { Crossings } from './crossings.js';

const CLAIM = 1_000;

/** Counts the people again whose records, links or time have changed. */
@Injectable()
export class Recount {
  constructor(
    private readonly dataSource: DataSource,
    private readonly people: PersonRepository,
    private readonly crossings: Crossings,
    private readonly cityDay: CityDay,
  ) {}

  /** One claim in one transaction; false when nobody was left. */
  async once(): Promise<boolean> {
    return this.dataSource.transaction(async (tx) => {
      const claimed = await this.people.claim(CLAIM, tx);
      if (!claimed) return false;
      const { knownAt } = await this.people.replaceFacts(claimed, tx);
      await this.crossings.tell(claimed.rowsOf, knownAt, tx);
      return true;
    });
  }

  /** Time alone moves people over the line: marks those whose day has come. */
  async markDue(): Promise<void> {
    await this.dataSource.transaction((tx) => this.people.markDue(this.cityDay.asOfNow(), tx));
  }
}
