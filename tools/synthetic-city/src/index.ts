export { arrivalsOf, citizens, type Citizen, type CityOptions } from './city.js';
export { peopleFile, SUBJECT_COLUMNS } from './files/subjects.js';
export { generate, type Targets } from './generate.js';
export { linkingPack } from './packs/linking.js';
export { theStory, type Story, type StoryRecord } from './packs/story.js';
export type { Arrival } from './records/departments.js';
