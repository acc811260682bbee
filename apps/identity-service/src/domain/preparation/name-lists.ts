/** Versioned with the model: a change here is a new model. */
export const TITLES = new Set(
  'mr mrs ms miss mx dr prof sir dame lord lady rev reverend hon sgt capt lt officer baronet bt bart'.split(
    ' ',
  ),
);

/** Ranks: dropped between other words, after an ordinal or before `of`. */
export const RANKS = new Set(
  'baron baroness viscount viscountess duchess marquess marchioness count countess general colonel admiral captain'.split(
    ' ',
  ),
);

/** Ranks that people are called by, as James Earl Jones is: dropped after an ordinal or before `of` alone. */
export const RANKS_AND_NAMES = new Set('earl duke marquis prince princess major bishop'.split(' '));

/** Words that join parts of a name and are none. */
export const JOINERS = new Set('of the and'.split(' '));

export const SUFFIXES = new Map([
  ['jr', 'jr'],
  ['junior', 'jr'],
  ['sr', 'sr'],
  ['senior', 'sr'],
  ['ii', 'ii'],
  ['2nd', 'ii'],
  ['iii', 'iii'],
  ['3rd', 'iii'],
  ['iv', 'iv'],
  ['4th', 'iv'],
]);

export const PARTICLES = new Set(
  'de da do dos das del della di du la las le los van von der den ter ten al el bin ibn bint st san santa mac mc o'.split(
    ' ',
  ),
);

/** Words that stand where a name is not known. */
export const PLACEHOLDER_WORDS = new Set(
  'unknown unk unkn refused declined test tester nfn nln lnu fnu nmn none anonymous anon na unidentified undisclosed withheld notgiven noname'.split(
    ' ',
  ),
);

/** Whole names, in the order given then family. */
export const PLACEHOLDER_NAMES = new Set([
  'john doe',
  'jane doe',
  'johnny doe',
  'janie doe',
  'baby doe',
  'baby boy',
  'baby girl',
  'babyboy',
  'babygirl',
  'john q public',
  'no name',
  'not given',
  'test patient',
  'mickey mouse',
]);
