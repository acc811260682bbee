import { messagingMigrations } from '@continuum/messaging';
import { CreateIntake1772600000000 } from './1772600000000-create-intake.js';
import { CreateLinks1772600000001 } from './1772600000001-create-links.js';
import { CreatePersons1772600000002 } from './1772600000002-create-persons.js';
import { CreateReviewTask1772600001000 } from './1772600001000-create-review-task.js';
import { DeriveKeys1772600002000 } from './1772600002000-derive-keys.js';
import { IndexSteps1772600003000 } from './1772600003000-index-steps.js';
import { CreateActivation1772600004000 } from './1772600004000-create-activation.js';
import { IndexEdges1772600005000 } from './1772600005000-index-edges.js';
import { RefuseUnstorableText1772600006000 } from './1772600006000-refuse-unstorable-text.js';

export const migrations = [
  ...messagingMigrations,
  CreateIntake1772600000000,
  CreateLinks1772600000001,
  CreatePersons1772600000002,
  CreateReviewTask1772600001000,
  DeriveKeys1772600002000,
  IndexSteps1772600003000,
  CreateActivation1772600004000,
  IndexEdges1772600005000,
  RefuseUnstorableText1772600006000,
];
