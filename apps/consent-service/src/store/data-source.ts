import { messagingMigrations } from '@continuum/messaging';
import { personsMigrations } from '@continuum/persons';
import { CreatePolicy1795400000001 } from './migrations/1795400000001-create-policy.js';
import { CreateFacts1795400000002 } from './migrations/1795400000002-create-facts.js';
import { CreateLedger1795400000003 } from './migrations/1795400000003-create-ledger.js';
import { CreatePermitKey1795400000004 } from './migrations/1795400000004-create-permit-key.js';
import { ChainCheckpoints1795650000000 } from './migrations/1795650000000-chain-checkpoints.js';
import { CreateWrongView1795620000001 } from './migrations/1795620000001-create-wrong-view.js';

export const consentServiceMigrations = [
  ...messagingMigrations,
  ...personsMigrations,
  CreatePolicy1795400000001,
  CreateFacts1795400000002,
  CreateLedger1795400000003,
  CreatePermitKey1795400000004,
  CreateWrongView1795620000001,
  ChainCheckpoints1795650000000,
];
