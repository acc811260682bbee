import { decide } from '../../src/domain/decide.js';
import type { Facts } from '../../src/domain/facts.js';
import { planSearch } from '../../src/domain/plan-search.js';
import { publicView } from '../../src/domain/public-view.js';
import { isShown, type Ruling, type Verdict } from '../../src/domain/verdict.js';
import type { Ask, AskedRequest, Given, World } from './acceptance-row.js';
import { givenFacts, idOf } from './given-facts.js';
import type { Answer } from './runner.js';

/** The engine itself, without service or store. */
export async function engine(world: World, given: Given, ask: Ask): Promise<Answer> {
  const now = new Date(ask.at ?? world.now);
  const facts = givenFacts(world, given, ask.request?.user ?? ask.search?.user ?? '', now);
  if (ask.request) return answerOf(decide(requestOf(ask.request, world), facts, now), facts);
  const plan = planSearch({ context: {}, elements: [], ...ask.search }, facts, now);
  return Promise.resolve({ ...answerOf(plan, facts), searchable: plan.searchable });
}

function requestOf({ user: _, persons = [], ...asked }: AskedRequest, world: World) {
  return {
    recordKeys: [],
    context: {},
    capabilities: world.platformCapabilities,
    ...asked,
    persons: persons.map((person) => idOf(person, world)),
  };
}

function answerOf(verdict: Verdict, { policy }: Facts): Answer {
  const { outcome, reasons, sources } = publicView(verdict, policy);
  return {
    outcome,
    reasons: reasons.map(({ code }) => code),
    sources,
    validUntil: verdict.validUntil.toISOString(),
    officer: {
      reasons: byElement(verdict.rulings, ({ reason }) => (reason ? [reason] : [])),
      basisRows: [
        ...new Set(verdict.rulings.filter(isShown).flatMap(({ basisRows }) => basisRows)),
      ],
      obligations: byElement(verdict.rulings, ({ obligations }) => obligations),
      conflicts: verdict.conflicts,
    },
  };
}

function byElement(rulings: readonly Ruling[], of: (ruling: Ruling) => readonly string[]) {
  const groups = Map.groupBy(rulings, ({ element }) => element);
  return new Map([...groups].map(([element, group]) => [element, group.flatMap(of)]));
}
