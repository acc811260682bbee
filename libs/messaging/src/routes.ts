import type { Event, EventDefinition } from '@continuum/contracts';
import type { Batch, Outcome } from './outcome.js';

export type HandleEvents = (events: readonly Event<unknown>[], batch: Batch) => Promise<unknown>;

interface Group {
  readonly handler: HandleEvents;
  readonly members: { readonly event: Event<unknown>; readonly nth: number }[];
}

/** Which method handles an event type; a type may have one, or be ignored by name. */
export class Routes {
  private readonly handlers = new Map<string, HandleEvents>();

  constructor(private readonly ignored: readonly EventDefinition[]) {}

  add(type: string, handler: HandleEvents) {
    if (this.handlers.has(type)) throw new Error(`Two handlers of ${type}.`);
    this.handlers.set(type, handler);
  }

  /** @throws naming the types of a subscribed topic that are neither handled nor ignored */
  check(catalogue: ReadonlyMap<string, EventDefinition>): void {
    const topics = this.topics(catalogue);
    const ignored = new Set(this.ignored.map(({ type }) => type));
    const silent = [...catalogue.values()].filter(
      ({ type, topic }) => topics.includes(topic) && !this.handlers.has(type) && !ignored.has(type),
    );
    if (silent.length > 0) {
      throw new Error(`Neither handled nor ignored: ${silent.map(({ type }) => type).join(', ')}.`);
    }
  }

  topics(catalogue: ReadonlyMap<string, EventDefinition>): EventDefinition['topic'][] {
    const types = [...this.handlers.keys()];
    const topics = types.map((type) => {
      const definition = catalogue.get(type);
      if (!definition) throw new Error(`No contract defines ${type}.`);
      return definition.topic;
    });
    return [...new Set(topics)];
  }

  /** Handler by handler, in one transaction; events of one key stay in order. */
  async handle(events: readonly Event<unknown>[], batch: Batch): Promise<Outcome[]> {
    const outcomes: Outcome[] = events.map(() => ({ is: 'done' }));
    for (const { handler, members } of this.groups(events)) {
      const answer = await handler(
        members.map(({ event }) => event),
        batch,
      );
      if (!Array.isArray(answer) || answer.length !== members.length) return [];
      members.forEach(({ nth }, at) => {
        outcomes[nth] = answer[at] as Outcome;
      });
    }
    return outcomes;
  }

  /** An event joins an earlier group of its handler only if no event of its key sits in a later one. */
  private groups(events: readonly Event<unknown>[]): Group[] {
    const groups: Group[] = [];
    const lastGroupOf = new Map<HandleEvents, number>();
    const lastGroupOfKey = new Map<string, number>();
    events.forEach((event, nth) => {
      const handler = this.handlers.get(event.type);
      if (!handler) return;
      const candidate = lastGroupOf.get(handler) ?? -1;
      const canJoin = candidate >= (lastGroupOfKey.get(event.key) ?? 0);
      const at = candidate >= 0 && canJoin ? candidate : groups.push({ handler, members: [] }) - 1;
      groups[at]?.members.push({ event, nth });
      lastGroupOf.set(handler, at);
      lastGroupOfKey.set(event.key, at);
    });
    return groups;
  }
}
