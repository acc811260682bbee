const list = (text: string) => text.trim().split(/\s+/);

/** The order in which names are common is fixed, and says nothing about how they are spelt. */
function shuffled(names: readonly string[], salt: number): string[] {
  const order = (name: string) =>
    [...name].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 1_000_003, salt);
  return [...new Set(names)]
    .map((name) => ({ name, at: order(name) }))
    .sort((a, b) => a.at - b.at || (a.name < b.name ? -1 : 1))
    .map(({ name }) => name);
}

const combined = (...parts: readonly (readonly string[])[]): string[] =>
  parts.reduce<string[]>(
    (heads, tails) => heads.flatMap((head) => tails.map((tail) => head + tail)),
    [''],
  );

/** Invented, about 6,000. */
const INVENTED = combined(
  list(`bran cor dal el fen gar hal ing jar kel lor mar nor ost pel quin rad sor tal ul ver wil yar zan aber bel
cas dor est fal gren hol`),
  ['', 'a', 'e', 'i', 'o', 'an', 'en', 'or', 'ar', 'in', 'el'],
  list('ford dale wick stone brook ley ner son tov ez ano well croft man gate more vane ridge'),
);

const SPANISH = [
  ...list(`garcia hernandez martinez lopez gonzalez rodriguez perez sanchez ramirez torres flores gomez
rivera cruz ramos reyes morales gutierrez ortiz diaz mendoza chavez ruiz alvarez castillo vasquez jimenez moreno romero
herrera medina aguilar vargas castro guzman mendez fernandez munoz salazar garza soto vazquez alvarado delgado pena
contreras sandoval guerrero rios estrada ortega nunez maldonado dominguez vega espinoza rojas marquez padilla mejia
juarez figueroa avila molina acosta campos luna cabrera ayala robles cervantes leon miranda solis`),
  ...shuffled(
    combined(
      list(`alv bern cab dur esc font gal hinoj jar lar mald nav oliv pal quint rob salv ter ur val zam mont
casta barr cord villa`),
      ['', 'al', 'ar', 'er', 'on'],
      list('ez ero era ano eta illa oza edo'),
    ),
    3,
  ),
];

const EAST_ASIAN = [
  ...list(`kim lee wong chen park chan wang liu chang lin choi wu huang yang jung li zhang yu kang cho
tran zhao zhou xu sun ma zhu hu guo he lau yoon ng han lim cheng shin tang song kwon cheung ho leung fong tanaka sato
suzuki yamamoto nakamura kobayashi ito watanabe takahashi mori`),
  ...combined(
    list('naka yama taka kobo mori fuji hase ishi kawa mura ogi sugi tsuchi ueno'),
    list('mura da moto shima saki guchi hara zawa'),
  ),
];

const SOUTHEAST_ASIAN = [
  ...list(`nguyen tran le pham huynh phan vu vo dang bui do ngo duong ly dinh trinh sok chea heng sam
prak meas keo ouk sar long touch mao khat nhem seng tep chhim hong chum pech yim rath sin nuon khem pov san ros hak`),
  ...combined(list('phom vil sou kham bou say inth thep vong'), list('ma vong sack say phone ly')),
];

const ARABIC = [
  ...list(`hussein ali ahmed hassan mohammed khan saleh ibrahim abdullah al-hassan khalil haddad nasser
mansour al-masri hamdan said farouk habib rahman karimi shah aziz al-amin saad barakat bishara`),
  ...combined(
    list('al- ben- abu- ').concat(['']),
    list(`sabbagh najjar khatib sharif qasim tamimi zaydan rashid jaber sayegh dabbas fahmy ghanem hakim
jundi kanaan labban maqdisi nimr omari qaddum rifai shami turki wahbi yamani zubaidi`),
  ),
];

const ISLAND = [
  ...list('tuiasosopo leavai fonoti tauiliili mailo faleafa seumalo taufa vea latu'),
  ...shuffled(
    combined(
      list('tau fale mata leo sia fua tui vai lea mau'),
      ['', 'la', 'si', 'fo'],
      list('toa lelei nuu motu vale pule fiti'),
    ),
    5,
  ),
];

/** Family names of each naming custom, commonest first. */
export const FAMILY = {
  english: shuffled(INVENTED, 11),
  composed: shuffled(INVENTED, 29),
  spanish: [...new Set(SPANISH)],
  eastAsian: [...new Set(EAST_ASIAN)],
  southeastAsian: [...new Set(SOUTHEAST_ASIAN)],
  arabic: [...new Set(ARABIC)],
  island: [...new Set(ISLAND)],
} as const;
