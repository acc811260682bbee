import { asyncApi } from './asyncapi.js';
import { eventsMarkdown } from './events-md.js';

/** Path from the root → text of every document made from the code. */
export const generated = (): Record<string, string> => ({
  'docs/events.md': eventsMarkdown(),
  'docs/asyncapi.yaml': asyncApi(),
});
