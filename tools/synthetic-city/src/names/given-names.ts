const list = (text: string) => text.trim().split(/\s+/);
const joined = (heads: string, tails: string, between = '') =>
  list(tails).flatMap((tail) => list(heads).map((head) => head + between + tail));

/** English given names, most frequent first, so that nicknames mean something. */
const ENGLISH_MALE = list(
  `james robert john michael david william richard joseph thomas christopher charles daniel matthew
anthony mark donald steven andrew paul joshua kenneth kevin brian timothy ronald george jason edward jeffrey ryan jacob
nicholas gary eric jonathan stephen larry justin scott brandon benjamin samuel gregory alexander patrick frank raymond
jack dennis jerry tyler aaron jose adam nathan henry zachary douglas peter kyle noah ethan jeremy walter christian keith
roger terry austin sean gerald carl harold dylan arthur lawrence jordan jesse bryan billy bruce gabriel joe logan alan
juan albert willie elijah wayne randy vincent mason roy ralph bobby russell bradley philip eugene`,
);

const ENGLISH_FEMALE = list(
  `mary patricia jennifer linda elizabeth barbara susan jessica sarah karen lisa nancy betty sandra
margaret ashley kimberly emily donna michelle carol amanda melissa deborah stephanie rebecca sharon laura cynthia dorothy
amy kathleen angela shirley brenda emma anna pamela nicole samantha katherine christine helen debra rachel carolyn janet
maria catherine heather diane olivia julie joyce victoria ruth virginia lauren kelly christina joan evelyn judith andrea
hannah megan cheryl jacqueline martha madison teresa gloria sara janice ann kathryn abigail sophia frances jean alice judy
isabella julia grace amber denise danielle marilyn beverly charlotte natalie theresa diana brittany doris kayla alexis`,
);

const COMPOSED_MALE = joined(
  'da de ja ke la mar ra sha ta tre jo ty',
  'shawn marcus von quan mario vonte lon rell vion mond juan ron',
);
const COMPOSED_FEMALE = joined(
  'la sha ta ke ja ny tre de mo ra',
  'keisha tasha quita nisha niqua toya tonya wanda mika shawna risha nae',
);

const SPANISH_MALE =
  list(`jose juan luis carlos jesus antonio miguel francisco alejandro jorge manuel
pedro roberto ricardo rafael fernando javier sergio mario eduardo ramon raul alberto arturo enrique armando oscar hector
ruben salvador victor marco ernesto guillermo gerardo alfredo julio cesar felipe rodolfo pablo ignacio joaquin diego
gustavo hugo ismael esteban andres santiago mateo leonel abel adan agustin alonso benito bernardo camilo cristobal
domingo efrain eliseo emiliano ezequiel fausto genaro gilberto gonzalo horacio isidro jacinto lazaro leandro lorenzo
marcelino mauricio maximo moises nestor noe octavio pascual porfirio ramiro reynaldo rigoberto rogelio saul tomas ulises`);
const SPANISH_FEMALE =
  list(`maria guadalupe rosa ana carmen leticia martha patricia juana teresa gloria
elena yolanda silvia veronica alicia lucia irma norma francisca josefina esperanza margarita alejandra gabriela adriana
claudia araceli beatriz blanca cecilia consuelo cristina daniela dolores dulce edith elisa elvira ernestina esther
estela eva fabiola flor genoveva graciela hilda ines isabel jimena karina laura lidia lilia lorena lourdes luz magdalena
marisol mercedes micaela mireya monica natalia nayeli noemi olga ofelia paloma paola pilar raquel rebeca rocio sandra
socorro sofia soledad susana valentina valeria ximena yesenia zulema catalina amparo leonor perla`);

const CHINESE = joined(
  'wei xiao jian ming hui li yan jun mei xin yu zhi',
  'ming hua jun ling feng fang yun hong lin jie qing wen',
  '-',
);
const KOREAN = joined(
  'min ji soo hyun sung jin young eun kyung dong',
  'jun ho hee young soo min woo jin ah seok',
  '-',
);
const VIETNAMESE_MALE = list(
  `minh anh hung dung tuan hai duc long thanh huy quang khoa nam son phuc tam vinh bao dat hieu`,
);
const VIETNAMESE_FEMALE = list(
  `linh lan huong thao mai hoa trang thu ngoc phuong hanh thuy nga yen loan kim tuyet diep bich van`,
);
const KHMER = joined('so vi sre chan ra sa bo pi', 'pheap chea thea rith kha vann mony dara', '');

const ARABIC_MALE =
  list(`mohammed ahmed ali hassan hussein omar khalid yusuf ibrahim abdullah mahmoud
mustafa tariq samir karim bilal hamza nabil rashid salim faisal walid jamal imad ziad fadi bassam adnan`);
const ARABIC_FEMALE =
  list(`fatima aisha zainab mariam layla amina khadija noor huda samira rania yasmin
hanan salma dina lina nadia rana suha farah ghada iman jamila maha`);

const ISLAND_MALE = joined('sio ta tui fale mana pita semi lo', 'ne lafi sefo maka pele toa', '');
const ISLAND_FEMALE = joined('mele sina la tia ana fi lu si', 'ne lani mata fua sela pua', '');

/** Given names of each naming custom, commonest first. */
export const GIVEN = {
  english: { male: ENGLISH_MALE, female: ENGLISH_FEMALE },
  composed: { male: COMPOSED_MALE, female: COMPOSED_FEMALE },
  spanish: { male: SPANISH_MALE, female: SPANISH_FEMALE },
  eastAsian: { male: [...CHINESE, ...KOREAN], female: [...KOREAN, ...CHINESE] },
  southeastAsian: {
    male: [...VIETNAMESE_MALE, ...KHMER],
    female: [...VIETNAMESE_FEMALE, ...KHMER],
  },
  arabic: { male: ARABIC_MALE, female: ARABIC_FEMALE },
  island: { male: ISLAND_MALE, female: ISLAND_FEMALE },
} as const;
