import { cluster } from '../clustering/cluster.js';
import { componentsOf } from '../resolution/components.js';
import type { Memory } from '../resolution/memory.js';
import type { QuestionBook } from './question-book.js';
import { questionsAbout, type Unanswered } from './questions.js';
import { pairKey } from './review-task.js';

/** All that there is to ask about everybody, found anew. That somebody has left a person is not to be seen afterwards. */
export function allQuestions(memory: Memory): QuestionBook {
  const unanswered: Unanswered[] = [];
  for (const component of componentsOf(memory, memory.descriptions)) {
    const { members } = component;
    const at = (place: number) => memory.descriptions[members[place]!.no]!;
    const weigh = (a: number, b: number) => memory.pairs.of(members[a]!.no, members[b]!.no);
    for (const { kind, a, b } of cluster(component, memory.model, weigh).questions) {
      unanswered.push({ kind, a: at(a), b: at(b) });
    }
  }
  const live = memory.descriptions.filter(({ records }) => records.length > 0);
  const owned = Map.groupBy(live, ({ records }) => records[0]!.personId ?? '');
  const persons = [...owned].map(([personId, descriptions]) => ({ personId, descriptions }));
  return questionsAbout(memory, persons, unanswered);
}

/** A record of each pair of persons about whom the tasks say something else than there is to ask. */
export function wrongReviews(memory: Memory): string[] {
  const questions = allQuestions(memory);
  const open = memory.reviews.open();
  const told = new Set(memory.reviews.all().map(({ low, high }) => pairKey(low, high)));
  const needless = open.filter((task) => {
    if (task.kind === 'left-person') return false;
    const asked = questions.of(task.low, task.high);
    return !asked || asked.kind !== task.kind || asked.priority !== task.priority;
  });
  const missing = questions.all().filter(({ low, high }) => !told.has(pairKey(low, high)));
  return [...needless, ...missing].map(({ a }) => a.key).sort();
}
