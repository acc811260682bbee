import { messagingMigrations } from '@continuum/messaging';
import { personsMigrations } from '@continuum/persons';
import { CreateDirectory1795400100001 } from './migrations/1795400100001-create-directory.js';
import { CreateMdtCase1795400100002 } from './migrations/1795400100002-create-mdt-case.js';
import { CreateReferral1795400100003 } from './migrations/1795400100003-create-referral.js';
import { CreateAlert1795400100004 } from './migrations/1795400100004-create-alert.js';
import { CreateCorrection1795620000000 } from './migrations/1795620000000-create-correction.js';

export const migrations = [
  ...messagingMigrations,
  ...personsMigrations,
  CreateDirectory1795400100001,
  CreateMdtCase1795400100002,
  CreateReferral1795400100003,
  CreateAlert1795400100004,
  CreateCorrection1795620000000,
];
