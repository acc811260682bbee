import { CreateWork1795500000001 } from './1795500000001-create-work.js';
import { CreateStaging1795500000002 } from './1795500000002-create-staging.js';
import { CreateLink1795500000003 } from './1795500000003-create-link.js';
import { CreateMart1795500000004 } from './1795500000004-create-mart.js';
import { KeepActivitiesAsText1795600000000 } from './1795600000000-keep-activities-as-text.js';
import { LetRecordsOfNobodyWait1795600000001 } from './1795600000001-let-records-of-nobody-wait.js';
import { OneIndexForNowAndThen1795630000200 } from './1795630000200-one-index-for-now-and-then.js';
import { CreateSnapshot1795640000000 } from './1795640000000-create-snapshot.js';

export const reportingMigrations = [
  CreateWork1795500000001,
  CreateStaging1795500000002,
  CreateLink1795500000003,
  CreateMart1795500000004,
  KeepActivitiesAsText1795600000000,
  LetRecordsOfNobodyWait1795600000001,
  OneIndexForNowAndThen1795630000200,
  CreateSnapshot1795640000000,
];
