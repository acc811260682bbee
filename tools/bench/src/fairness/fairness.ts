import { evaluate, type Evaluation } from '../linking/evaluate.js';
import { gate, groupReport, type GroupFigures, type Shortfall } from '../linking/group-report.js';
import { DIMENSIONS, readPeople, readTruth } from './city-truth.js';
import { degradePredictions, degradeTable } from './degrade.js';
import { clustersOf, type Link, type Predictions } from './predictions.js';

export interface FairnessOptions {
  /** Table of subjects; its people stand beside it. */
  readonly subjects: string;
  /** Explains its columns to the linker. */
  readonly map: string;
  /** In which ages are told. */
  readonly asOfYear: number;
  /** Clusters found before, instead of linking now. */
  readonly predictions?: Predictions | undefined;
  /** Group to be spoilt, `ethnicity:black`, and where the spoilt table goes. */
  readonly degrade?: { readonly group: string; readonly to: string } | undefined;
  /** Groups that decision records accept as they are. */
  readonly accepted: ReadonlySet<string>;
}

export interface Fairness {
  readonly overall: Evaluation;
  readonly groups: readonly GroupFigures[];
  readonly shortfalls: readonly Shortfall[];
}

/** Links a city, or takes what was linked, and judges it group by group. */
export async function measureFairness(options: FairnessOptions, link: Link): Promise<Fairness> {
  const { subjects, map, degrade, accepted } = options;
  const people = await readPeople(subjects, options.asOfYear);
  const predictions = options.predictions ?? (await linked());
  // Whose the records are is not looked at before all is linked.
  const truth = await readTruth(subjects, people);
  const known = new Set(DIMENSIONS.flatMap((dimension) => truth.groups[dimension]));
  for (const group of [...accepted, ...(degrade ? [degrade.group] : [])])
    if (!known.has(group)) throw new Error(`No group is called "${group}".`);

  const judged =
    degrade && options.predictions
      ? degradePredictions(predictions, degrade.group, truth)
      : predictions;
  const clusters = clustersOf(truth.ids, judged);
  const overall = evaluate(truth.person, clusters);
  const groups = DIMENSIONS.flatMap((dimension) =>
    groupReport(truth.person, clusters, truth.groups[dimension]),
  );
  return { overall, groups, shortfalls: gate(groups, overall, accepted) };

  async function linked(): Promise<Predictions> {
    if (!degrade) return link(subjects, map);
    await degradeTable(subjects, degrade.to, degrade.group, people);
    return link(degrade.to, map);
  }
}
