/** Common given names, most frequent first, so that nicknames mean something. */
export const MALE =
  `james robert john michael david william richard joseph thomas christopher charles daniel matthew
anthony mark donald steven andrew paul joshua kenneth kevin brian timothy ronald george jason edward jeffrey ryan jacob
nicholas gary eric jonathan stephen larry justin scott brandon benjamin samuel gregory alexander patrick frank raymond
jack dennis jerry tyler aaron jose adam nathan henry zachary douglas peter kyle noah ethan jeremy walter christian keith
roger terry austin sean gerald carl harold dylan arthur lawrence jordan jesse bryan billy bruce gabriel joe logan alan
juan albert willie elijah wayne randy vincent mason roy ralph bobby russell bradley philip eugene`.split(
    /\s+/,
  );

export const FEMALE =
  `mary patricia jennifer linda elizabeth barbara susan jessica sarah karen lisa nancy betty sandra
margaret ashley kimberly emily donna michelle carol amanda melissa deborah stephanie rebecca sharon laura cynthia dorothy
amy kathleen angela shirley brenda emma anna pamela nicole samantha katherine christine helen debra rachel carolyn janet
maria catherine heather diane olivia julie joyce victoria ruth virginia lauren kelly christina joan evelyn judith andrea
hannah megan cheryl jacqueline martha madison teresa gloria sara janice ann kathryn abigail sophia frances jean alice judy
isabella julia grace amber denise danielle marilyn beverly charlotte natalie theresa diana brittany doris kayla alexis`.split(
    /\s+/,
  );

const HEADS =
  `bran cor dal el fen gar hal ing jar kel lor mar nor ost pel quin rad sor tal ul ver wil yar zan aber bel
cas dor est fal gren hol`.split(/\s+/);
const MIDDLES = ['', 'a', 'e', 'i', 'o', 'an', 'en', 'or', 'ar', 'in', 'el'];
const TAILS =
  `ford dale wick stone brook ley ner son tov ez ano well croft man gate more vane ridge`.split(
    /\s+/,
  );

/** Invented family names, about 6,000. */
export const FAMILIES = HEADS.flatMap((head, h) =>
  MIDDLES.flatMap((middle, m) =>
    TAILS.map((tail, t) => ({
      name: head + middle + tail,
      order: (h * 7919 + m * 104729 + t * 1299709) % 6007,
    })),
  ),
)
  .sort((a, b) => a.order - b.order || (a.name < b.name ? -1 : 1))
  .map(({ name }) => name);

/** Invented streets: visibly not Long Beach. */
export const STREETS = [
  'Lantern',
  'Pebble',
  'Quill',
  'Saffron',
  'Teacup',
  'Umbra',
  'Velvet',
  'Willowisp',
  'Yonder',
  'Zephyr',
].flatMap((name) => ['Street', 'Avenue', 'Court', 'Lane'].map((kind) => `${name} ${kind}`));
export const POSTCODES = [
  '90802',
  '90803',
  '90804',
  '90805',
  '90806',
  '90807',
  '90808',
  '90810',
  '90813',
  '90814',
  '90815',
];

/** Addresses that many people give, and that say nothing about who they are. */
export const SHARED_ADDRESSES = [
  { line1: '1 Bridge Shelter Way', postcode: '90813', kind: 'shelter' },
  { line1: '2 Harbor Rest Place', postcode: '90802', kind: 'shelter' },
  { line1: '400 City Jail Plaza', postcode: '90802', kind: 'facility' },
] as const;
