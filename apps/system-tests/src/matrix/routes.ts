import { MDT_ELEMENTS, RFRL_ELEMENTS, type Action } from '@continuum/contracts';
import { SHELTER } from '@continuum/stack';
import { randomUUID } from 'node:crypto';
import { treated } from '../two-people.js';
import { INCIDENT, type Ids } from './arranged-city.js';
import {
  CARD,
  decided,
  everywhere,
  forUsers,
  inTheField,
  learnt,
  listed,
  open,
  paired,
  published,
  reported,
  searched,
  unpublished,
  VIEW,
  type Expected,
} from './expected.js';

export interface RouteAsked {
  readonly path: (ids: Ids) => string;
  readonly body?: (ids: Ids) => object;
  /** Statuses that the city's documents leave. */
  readonly expected: Expected;
  /** Ids in the path or body say whether something exists. */
  readonly isAboutOne?: true;
  /** Of the call that only somebody permitted may cause. */
  readonly behind?: RegExp;
  /** Takes no decision here: the service behind says by whom, or it is about nobody. */
  readonly isDecidedElsewhere?: true;
}

const sought = () => ({
  name: { given: 'Margaret', family: treated.family },
  birthDate: treated.birthDate,
});
const LINK = { action: 'link' as Action, elements: everywhere('name') };
/** A review that is not there is decided like one about nobody. */
const noReview = decided({ ...LINK, datasets: [] });
const review = (what = '') => `/v1/reviews/${randomUUID()}${what}`;
/** Without the version it saw, a command that is let through changes nothing. */
const COMMANDED = [428, 404, 403];

export const ROUTES: Readonly<Record<string, RouteAsked>> = {
  'GET /v1/persons/{personId}': {
    path: ({ person }) => `/v1/persons/${person}`,
    expected: decided({ action: 'read', elements: VIEW }),
    isAboutOne: true,
    behind: /\/internal\/(records\/)?read$/,
  },
  'GET /v1/persons/{personId}/explanation': {
    path: ({ person }) => `/v1/persons/${person}/explanation`,
    expected: decided({ action: 'read', elements: everywhere('name') }),
    isAboutOne: true,
    behind: /\/explanation$/,
  },
  'GET /v1/persons/{personId}/links': {
    path: ({ person }) => `/v1/persons/${person}/links`,
    expected: decided({ action: 'read', elements: everywhere('name') }),
    isAboutOne: true,
    behind: /\/v1\/persons\/[^/]+$/,
  },
  'GET /v1/persons/{personId}/history': {
    path: ({ person }) => `/v1/persons/${person}/history`,
    expected: decided({ action: 'read', elements: everywhere('name') }),
    isAboutOne: true,
    behind: /\/history$/,
  },
  'POST /v1/explanations/pair': {
    path: () => '/v1/explanations/pair',
    body: ({ stay, ems }) => ({ left: stay, right: ems }),
    expected: paired,
    isAboutOne: true,
    behind: /\/v1\/explanations\/pair$/,
  },
  'GET /v1/persons/{personId}/utilisation': {
    path: ({ person }) => `/v1/persons/${person}/utilisation`,
    expected: decided({
      ...{ action: 'read', capabilities: ['NO_SHARE_ON', 'VIEW_ONLY', 'TIMEBOX'] },
      elements: ['book.admittedAt', 'cite.issuedAt', 'cite.occurredAt'],
    }),
    isAboutOne: true,
    behind: /\/utilisation/,
  },
  'POST /v1/search': {
    path: () => '/v1/search',
    body: sought,
    expected: searched,
    behind: /\/v1\/search$/,
  },
  'POST /v1/guides/search': {
    path: () => '/v1/guides/search',
    body: sought,
    expected: inTheField(searched),
    behind: /\/v1\/search$/,
  },
  'GET /v1/guides/cards/{personId}': {
    path: ({ person }) => `/v1/guides/cards/${person}`,
    expected: inTheField(
      decided({
        ...{
          action: 'read',
          elements: CARD,
          capabilities: ['TIMEBOX', 'VIEW_ONLY', 'NO_SHARE_ON'],
        },
      }),
    ),
    isAboutOne: true,
    behind: /\/internal\/(records\/)?read$/,
  },
  'POST /v1/incidents/{incidentNo}/persons': {
    path: () => `/v1/incidents/${INCIDENT}/persons`,
    body: ({ person }) => ({ personId: person }),
    expected: forUsers(['omar'], [204]),
    isDecidedElsewhere: true,
  },
  'GET /v1/cases': { path: () => '/v1/cases', expected: listed },
  'POST /v1/cases': {
    path: () => '/v1/cases',
    body: ({ person }) => ({
      ...{ commandId: randomUUID(), person: { personId: person } },
      ...{ programme: 'justice-lab', origin: 'clinician' },
    }),
    expected: decided({ action: 'write', elements: MDT_ELEMENTS, datasets: ['mdt'] }, [409]),
    isAboutOne: true,
    behind: /^POST .*\/v1\/cases$/,
  },
  'GET /v1/cases/{caseId}': {
    path: (ids) => `/v1/cases/${ids.case}`,
    expected: decided({ action: 'read', elements: MDT_ELEMENTS, datasets: ['mdt'] }),
    isAboutOne: true,
    behind: /\/internal\/read$/,
  },
  'POST /v1/cases/{caseId}/commands': {
    path: (ids) => `/v1/cases/${ids.case}/commands`,
    body: () => ({ commandId: randomUUID(), type: 'inactivate' }),
    expected: decided({ action: 'write', elements: MDT_ELEMENTS, datasets: ['mdt'] }, COMMANDED),
    isAboutOne: true,
    behind: /\/commands$/,
  },
  'GET /v1/referrals': { path: () => '/v1/referrals', expected: listed },
  'POST /v1/referrals': {
    path: () => '/v1/referrals',
    body: ({ person }) => ({
      ...{ commandId: randomUUID(), person: { personId: person }, serviceId: SHELTER },
      ...{ needCategory: 'shelter', urgency: 'urgent', door: 'mdt', discloses: ['stay.name'] },
    }),
    expected: decided({ action: 'write', elements: RFRL_ELEMENTS, datasets: ['rfrl'] }, [201]),
    isAboutOne: true,
    behind: /^POST .*\/v1\/referrals$/,
  },
  'GET /v1/referrals/{referralId}': {
    path: ({ referral }) => `/v1/referrals/${referral}`,
    expected: decided({ action: 'read', elements: RFRL_ELEMENTS, datasets: ['rfrl'] }),
    isAboutOne: true,
    behind: /\/internal\/read$/,
  },
  'POST /v1/referrals/{referralId}/commands': {
    path: ({ referral }) => `/v1/referrals/${referral}/commands`,
    body: () => ({ commandId: randomUUID(), type: 'miss' }),
    expected: decided({ action: 'write', elements: RFRL_ELEMENTS, datasets: ['rfrl'] }, COMMANDED),
    isAboutOne: true,
    behind: /\/commands$/,
  },
  'GET /v1/services': { path: () => '/v1/services', expected: open(200), isDecidedElsewhere: true },
  'PUT /v1/services/{serviceId}/capacity': {
    path: () => `/v1/services/${SHELTER}/capacity`,
    body: () => ({ unit: 'bed', population: 'adults', available: 4, maximum: 40, funded: 40 }),
    expected: forUsers(['pax'], [204]),
    isDecidedElsewhere: true,
  },
  'GET /v1/alerts': { path: () => '/v1/alerts', expected: open(200), isDecidedElsewhere: true },
  'POST /v1/alerts/{alertId}/acknowledgement': {
    path: ({ alert }) => `/v1/alerts/${alert}/acknowledgement`,
    body: () => ({ commandId: randomUUID() }),
    expected: forUsers(['cara'], [428], [404]),
    isAboutOne: true,
    isDecidedElsewhere: true,
  },
  'GET /v1/alerts/stream': {
    path: () => '/v1/alerts/stream',
    expected: open(200),
    isDecidedElsewhere: true,
  },
  'GET /v1/corrections': {
    path: () => '/v1/corrections',
    expected: open(200),
    isDecidedElsewhere: true,
  },
  'POST /v1/corrections/{correctionId}/resolution': {
    path: () => `/v1/corrections/${randomUUID()}/resolution`,
    body: ({ person }) => ({ commandId: randomUUID(), personId: person }),
    expected: open(404),
    isDecidedElsewhere: true,
  },
  'POST /v1/consents': {
    path: () => '/v1/consents',
    body: ({ ems }) => ({
      ...{ recordKey: ems, kind: 'GENERAL_ROI', family: 'never-verified' },
      ...{
        formVersion: '1',
        recipients: [],
        intermediaries: [],
        signedBy: 'self',
        capacity: 'self',
      },
      provisions: [{ effect: 'permit', covers: ['ems'], purposes: ['CARE_COORD'] }],
    }),
    expected: forUsers(['finn'], [201]),
    isAboutOne: true,
    isDecidedElsewhere: true,
  },
  'GET /v1/consents': {
    path: ({ person }) => `/v1/consents?personId=${person}`,
    expected: open(200),
    isDecidedElsewhere: true,
  },
  'POST /v1/consents/{consentId}/verification': {
    path: ({ consent }) => `/v1/consents/${consent}/verification`,
    body: () => ({
      statements: [
        ...['statement-right-to-revoke', 'statement-redisclosure'],
        ...['statement-no-conditioning', 'statement-consequences-of-refusal'],
      ],
    }),
    expected: forUsers(['finn'], [200]),
    isAboutOne: true,
    isDecidedElsewhere: true,
  },
  'POST /v1/consents/{consentId}/revocations': {
    path: () => `/v1/consents/${randomUUID()}/revocations`,
    body: () => ({ isWritten: true }),
    expected: open(404),
    isDecidedElsewhere: true,
  },
  'GET /v1/reports/wrong-views/{personId}': {
    path: ({ person }) => `/v1/reports/wrong-views/${person}`,
    expected: forUsers(['gus'], [200], [404]),
    isAboutOne: true,
    isDecidedElsewhere: true,
  },
  'GET /v1/notices': { path: () => '/v1/notices', expected: open(200), isDecidedElsewhere: true },
  'POST /v1/notices/{decisionId}/acknowledgement': {
    path: ({ decision }) => `/v1/notices/${decision}/acknowledgement`,
    expected: open(404),
    isAboutOne: true,
    isDecidedElsewhere: true,
  },
  'GET /v1/reports/monthly': {
    path: () => `/v1/reports/monthly?month=2026-01&provisional=true`,
    expected: reported,
  },
  'GET /v1/snapshots': { path: () => '/v1/snapshots', expected: published },
  'GET /v1/snapshots/{snapshotId}': {
    path: () => `/v1/snapshots/${randomUUID()}`,
    expected: unpublished,
  },
  'GET /v1/restatements': { path: () => '/v1/restatements', expected: published },
  'POST /v1/reproductions': {
    path: () => '/v1/reproductions',
    body: () => ({ snapshotId: randomUUID() }),
    expected: unpublished,
  },
  'GET /v1/models/active': {
    path: () => '/v1/models/active',
    expected: learnt(200),
    behind: /\/v1\/models/,
  },
  'POST /v1/models/train': {
    path: () => '/v1/models/train',
    body: () => ({ seed: 7 }),
    expected: learnt(202, 409),
    behind: /\/v1\/models/,
  },
  'GET /v1/models/trainings/{trainingId}': {
    path: () => `/v1/models/trainings/${randomUUID()}`,
    expected: learnt(404),
    behind: /\/v1\/models/,
  },
  'GET /v1/models/comparisons/{comparisonId}': {
    path: () => `/v1/models/comparisons/${randomUUID()}`,
    expected: learnt(404),
    behind: /\/v1\/models/,
  },
  'POST /v1/models/{modelId}/compare': {
    path: () => '/v1/models/model-000000000000/compare',
    body: () => ({ epochId: 'epoch-000000000000' }),
    expected: learnt(404),
    behind: /\/v1\/models/,
  },
  'POST /v1/models/{modelId}/activate': {
    path: () => '/v1/models/model-000000000000/activate',
    body: () => ({ comparisonId: randomUUID() }),
    expected: learnt(404),
    behind: /\/v1\/models/,
  },
  'DELETE /v1/models/activation': {
    path: () => '/v1/models/activation',
    expected: learnt(409),
    behind: /\/v1\/models/,
  },
  'GET /v1/reviews': { path: () => '/v1/reviews', expected: listed },
  'GET /v1/reviews/{reviewId}': { path: () => review(), expected: noReview },
  'POST /v1/reviews/{reviewId}/claim': { path: () => review('/claim'), expected: noReview },
  'DELETE /v1/reviews/{reviewId}/claim': { path: () => review('/claim'), expected: noReview },
  'POST /v1/reviews/{reviewId}/decision': {
    path: () => review('/decision'),
    body: () => ({ verdict: 'same', reason: 'one person' }),
    expected: noReview,
  },
  'POST /v1/reviews/{reviewId}/undo': {
    path: () => review('/undo'),
    body: () => ({ reason: 'a mistake' }),
    expected: noReview,
  },
  'GET /v1/judgements': {
    path: ({ stay }) => `/v1/judgements?record=${stay}`,
    expected: decided({ ...LINK, datasets: ['stay', 'ems'] }),
    isAboutOne: true,
    behind: /\/v1\/judgements/,
  },
  'POST /v1/judgements': {
    path: () => '/v1/judgements',
    body: ({ stay, ems }) => ({
      ...{ verdict: 'unsure', reason: 'to be looked at', left: [stay], right: [ems] },
    }),
    expected: decided({ ...LINK, datasets: ['stay', 'ems'] }, [200, 202]),
    behind: /\/v1\/judgements$/,
  },
  'POST /v1/judgements/{judgementId}/revoke': {
    path: () => `/v1/judgements/${randomUUID()}/revoke`,
    body: () => ({ reason: 'a mistake' }),
    expected: noReview,
  },
  'GET /v1/decisions/{decisionId}/explanation': {
    path: ({ decision }) => `/v1/decisions/${decision}/explanation`,
    expected: forUsers(['hana', 'gus'], [200], [404]),
    isAboutOne: true,
    isDecidedElsewhere: true,
  },
  'GET /openapi.json': {
    path: () => '/openapi.json',
    expected: open(200),
    isDecidedElsewhere: true,
  },
};
