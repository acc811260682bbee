import { ON_SCREEN, type Wish } from '../decision/under-decision.js';
import { everywhere } from './person-elements.js';

/** What identity-service tells, or is told, of persons or records: as far as the user may see or link their names. */
export const linksOf = (
  about: Pick<Wish, 'persons' | 'recordKeys'>,
  action: 'read' | 'link',
): Wish => ({
  action,
  ...about,
  elements: everywhere('name'),
  capabilities: ON_SCREEN,
  answeredBy: 'identity-service',
});
