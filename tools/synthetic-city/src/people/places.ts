import type { Random } from '../random.js';

export interface TrueAddress {
  readonly line1: string;
  readonly unit?: string;
  readonly postcode: string;
}

/** Invented streets: visibly not Long Beach. */
const STREETS =
  `Lantern Pebble Quill Saffron Teacup Umbra Velvet Willowisp Yonder Zephyr Anchor Bramble Cinder
Driftwood Ember Feather Gossamer Hazelnut Inkwell Juniper Kestrel Lullaby Marigold Nutmeg Orchard Periwinkle Quicksilver
Rosehip Sundial Thimble Upland Violet Waxwing Yarrow Acorn Bluebell`
    .split(/\s+/)
    .flatMap((name) => ['Street', 'Avenue', 'Court', 'Lane'].map((kind) => `${name} ${kind}`));
const POSTCODES = '90802 90803 90804 90805 90806 90807 90808 90810 90813 90814 90815'.split(' ');

/** Places whose address and telephone many people give, and that say nothing about who they are. */
export const SHARED_PLACES = [
  { line1: '1 Bridge Shelter Way', postcode: '90813', kind: 'shelter', phone: '5552000011' },
  { line1: '2 Harbor Rest Place', postcode: '90802', kind: 'shelter', phone: '5552000012' },
  { line1: '400 City Jail Plaza', postcode: '90802', kind: 'facility', phone: '5552000013' },
  {
    line1: '75 Tidewater Hospital Drive',
    postcode: '90806',
    kind: 'facility',
    phone: '5552000014',
  },
] as const;

export function anAddress(random: Random): TrueAddress {
  const unit = random.chance(0.4) ? { unit: String(random.whole(1, 60)) } : {};
  return {
    line1: `${random.whole(100, 3999)} ${random.pick(STREETS)}`,
    ...unit,
    postcode: random.pick(POSTCODES),
  };
}

/** Area code 555; the exchanges from 201 on are nobody's shared number. */
export const aPhone = (random: Random) => `555${String(random.whole(2_010_000, 9_999_999))}`;
