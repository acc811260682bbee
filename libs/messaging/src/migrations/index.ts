import { CreateMessaging1772000000000 } from './1772000000000-create-messaging.js';
import { TellOnlyWhatIsNotImplied1772500001900 } from './1772500001900-tell-only-what-is-not-implied.js';

/** First in every service's list. */
export const messagingMigrations = [
  CreateMessaging1772000000000,
  TellOnlyWhatIsNotImplied1772500001900,
];
