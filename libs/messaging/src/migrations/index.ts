import { CreateMessaging1772000000000 } from './1772000000000-create-messaging.js';

/** First in every service's list. */
export const messagingMigrations = [CreateMessaging1772000000000];
