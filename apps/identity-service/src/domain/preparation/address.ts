import type { Subject } from '@continuum/contracts';
import type { AddressFeature } from './features.js';
import { words } from './text.js';

type SourceAddress = Subject['addresses'][number];

const SUFFIXES = new Map(
  Object.entries({
    street: 'st',
    str: 'st',
    avenue: 'ave',
    av: 'ave',
    boulevard: 'blvd',
    road: 'rd',
    drive: 'dr',
    lane: 'ln',
    court: 'ct',
    place: 'pl',
    terrace: 'ter',
    highway: 'hwy',
    parkway: 'pkwy',
    circle: 'cir',
    square: 'sq',
    north: 'n',
    south: 's',
    east: 'e',
    west: 'w',
  }),
);
const NO_HOME =
  /\b(homeless|transient|general delivery|no fixed|unknown|nfa|unsheltered|streets?)\b$/;
const UNIT_WORDS = new Set([
  'apt',
  'apartment',
  'unit',
  'suite',
  'ste',
  'room',
  'rm',
  'no',
  'flat',
  'space',
]);

/** Shelters, jails, hospitals and agencies: everybody there has the same address. */
export function isGeneric(address: SourceAddress, generic: ReadonlySet<string>): boolean {
  return (
    address.kind === 'shelter' || address.kind === 'facility' || generic.has(addressLine(address))
  );
}

/** How a generic address is named in the configured list. */
export function addressLine({ line1, postcode }: SourceAddress): string {
  return [...shortened(words(line1 ?? '')), ...words(postcode ?? '')].join(' ');
}

export function prepareAddress(source: SourceAddress): AddressFeature | undefined {
  const line = words(source.line1 ?? '');
  if (NO_HOME.test(line.join(' ')) && !/^\d/.test(line[0] ?? '')) return undefined;

  const { building, street, unit } = split(shortened(line));
  const address = {
    unit:
      words(source.unit ?? '')
        .filter((word) => !UNIT_WORDS.has(word))
        .join('') || unit,
    building,
    street,
    city: words(source.city ?? '').join(' '),
    postcode: words(source.postcode ?? '').join(''),
  };
  const known = Object.entries(address).filter(([, value]) => value !== '');
  const says = known.some(([part]) => part === 'street' || part === 'postcode');
  return says ? Object.fromEntries(known) : undefined;
}

function shortened(line: readonly string[]): string[] {
  return line.map((word) => SUFFIXES.get(word) ?? word);
}

function split(line: readonly string[]): { building: string; street: string; unit: string } {
  const box = /^(?:p o|po|post office) box (\w+)/.exec(line.join(' '));
  if (box) return { building: `po${box[1]}`, street: 'po box', unit: '' };

  const unitAt = line.findIndex((word, at) => at > 1 && UNIT_WORDS.has(word));
  const upToUnit = unitAt < 0 ? line : line.slice(0, unitAt);
  const hasNumber = /^\d+[a-z]?$/.test(upToUnit[0] ?? '');
  return {
    building: hasNumber ? (upToUnit[0] ?? '') : '',
    street: (hasNumber ? upToUnit.slice(1) : upToUnit).join(' '),
    unit: unitAt < 0 ? '' : line.slice(unitAt + 1).join(''),
  };
}

/** Letters and digits may be mistaken for each other; what stands where still tells the two halves apart. */
const BRITISH = /^([a-z]{1,2}[\da-z]{1,2})\d[a-z]{2}$/;

/** First half of a fine-grained postcode; undefined where a postcode covers a whole town. */
export function outwardOf(postcode: string): string | undefined {
  return BRITISH.exec(postcode)?.[1];
}

/** Letters a postcode district begins with: a town and what lies around it. */
export const areaOf = (outward: string) => /^[a-z]{1,2}/.exec(outward)?.[0] ?? outward;
