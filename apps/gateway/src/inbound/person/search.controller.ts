import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { Hits, SearchPersons } from '@continuum/contracts';
import { Answers } from '../decision/answers.js';
import { Asking, type Asked } from '../decision/asked.js';
import { Decided } from '../decision/decided.js';
import { PersonSearch } from './person-search.js';

@Controller('v1/search')
export class SearchController {
  constructor(private readonly search: PersonSearch) {}

  @Post()
  @Answers(Hits)
  @HttpCode(200)
  @Decided('by a search plan, then by name and birth date of each candidate')
  find(@Asking() asked: Asked, @Body() sought: SearchPersons): Promise<Hits> {
    return this.search.find(asked, sought);
  }
}
