import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { NeedsPermit } from '@continuum/access';
import { Refused, SearchPersons, type Candidates, type PermitClaims } from '@continuum/contracts';
import { Clock, ServicesOnly } from '@continuum/service-kit';
import { Preparation } from '../actions/preparation.js';
import { Resolver } from '../actions/resolver.js';
import { search } from '../domain/search/search.js';

@Controller('v1/search')
@ServicesOnly('gateway')
export class SearchController {
  constructor(
    private readonly resolver: Resolver,
    private readonly preparation: Preparation,
    private readonly clock: Clock,
  ) {}

  /** From the index of this instance; before it is loaded the caller is sent on. */
  @Post()
  @HttpCode(200)
  search(@Body() sought: SearchPersons, @NeedsPermit() permit: PermitClaims): Candidates {
    if (!permit.search) throw new Refused('NO_DECISION', 'The permit is not for a search.');
    const { known: memory } = this.resolver;
    if (!memory) throw new Refused('OVERLOADED', 'Search is not ready here.');
    return search(memory, sought, permit.search, this.preparation.listsOn(this.clock.now()));
  }
}
