import type { HappeningKind } from '../people/life.js';
import type { ErrorShares } from './errors.js';
import type { KeptContacts } from './written-contacts.js';
import type { KeptNumbers } from './written-numbers.js';

/** A department's system: what it asks people for, and how well. All numbers are shares of its records. */
export interface Writer {
  readonly feed: string;
  /** With the department's own number of the person. */
  readonly numbersPeople: number;
  readonly numbers: KeptNumbers;
  readonly contacts: KeptContacts;
  readonly mayMeetUnknown: boolean;
  readonly recordsAliases: boolean;
  /** Identity taken over as it stands from the last record of the person. */
  readonly takesOver: number;
  /** Where it errs more or less than others do. */
  readonly errors: ErrorShares;
}

const writer = (feed: string, habits: Partial<Writer> = {}): Writer => ({
  feed,
  numbersPeople: 0,
  numbers: {},
  contacts: { phone: 0, email: 0 },
  mayMeetUnknown: false,
  recordsAliases: false,
  takesOver: 0.3,
  errors: {},
  ...habits,
});
const CLINIC = {
  numbersPeople: 0.7,
  numbers: { ssn: 0.35, ssn4: 0.1, medicaid: 0.3 },
  contacts: { phone: 0.65, email: 0.5 },
};

export const PROSECUTOR = writer('prosecutor/cms', { takesOver: 0.1 });

/** Which system writes down what, and how well it knows people. */
export const WRITERS: Readonly<Record<HappeningKind, Writer>> = {
  citation: writer('police/rms', {
    numbers: { 'driver-licence': 0.7, 'state-id': 0.4 },
    recordsAliases: true,
    takesOver: 0.1,
  }),
  booking: writer('police/jail', {
    numbers: { ssn: 0.4, 'driver-licence': 0.3, 'state-id': 0.3 },
    numbersPeople: 0.8,
    contacts: { phone: 0.2, email: 0 },
    recordsAliases: true,
    takesOver: 0.5,
  }),
  ems: writer('fire/epcr', {
    contacts: { phone: 0.5, email: 0 },
    mayMeetUnknown: true,
    takesOver: 0,
    errors: { birthDateMissing: 0.12, typo: 0.09, addressMissing: 0.35 },
  }),
  encounter: writer('health/ehr', { ...CLINIC, mayMeetUnknown: true, takesOver: 0.6 }),
  sud: writer('sud-programme/ehr', CLINIC),
  mh: writer('mental-health/ehr', CLINIC),
  enrollment: writer('homeless-services/hmis', {
    numbers: { ssn: 0.25, ssn4: 0.25, hmis: 0.6 },
    contacts: { phone: 0.5, email: 0.2 },
    numbersPeople: 0.5,
    takesOver: 0.4,
  }),
  outreach: writer('outreach/field', {
    contacts: { phone: 0.35, email: 0 },
    errors: { birthDateMissing: 0.45, paddedDate: 0.25, nickname: 0.2, addressMissing: 0.8 },
  }),
  situation: writer('outreach/field', {
    errors: { birthDateMissing: 0.3, paddedDate: 0.25, nickname: 0.2, addressMissing: 0.8 },
  }),
  code: writer('development-services/permits', {
    contacts: { phone: 0.4, email: 0.1 },
    errors: { birthDateMissing: 0.5 },
  }),
};
