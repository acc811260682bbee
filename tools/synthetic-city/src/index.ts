export { arrivalsOf, citizens, type Citizen, type CityOptions } from './city.js';
export type { Arrival } from './departments.js';
export { generate } from './generate.js';
export { theStory, type Story, type StoryRecord } from './story.js';
