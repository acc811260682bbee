import { ACTIONS, type FieldError } from '@continuum/contracts';
import type { AgreementRow, GrantRow, PolicySet } from '../../policy-set.js';
import { PURPOSES } from '../../vocabulary.js';
import { fault, repeated, unknownWords } from './fault.js';

const actions = new Set<string>(ACTIONS);
const purposes = new Set<string>(PURPOSES);

/** Agreements, their parties and grants: nobody grants what another owns. */
export function validateAgreements(set: PolicySet): FieldError[] {
  const known = new Set([...set.departments, ...set.organizations].map(({ id }) => id));
  const owners = ownersOf(set);
  return [
    ...repeated(
      'agreements',
      set.agreements.map(({ id }) => id),
    ),
    ...set.agreements.flatMap((agreement) => {
      const row = `agreements[${agreement.id}]`;
      return [
        ...(Date.parse(agreement.from) < Date.parse(agreement.until)
          ? []
          : [fault(row, 'REVERSED_INTERVAL', 'An agreement ends after it begins.')]),
        ...unknownWords(`${row}.parties`, partiesOf(agreement), known),
        ...repeated(
          `${row}.grants`,
          agreement.grants.map(({ id }) => id),
        ),
        ...agreement.grants.flatMap((grant) =>
          grantFaults(`${row}.grants[${grant.id}]`, grant, agreement, owners),
        ),
      ];
    }),
  ];
}

function grantFaults(
  row: string,
  { givenBy, covers, to, ...grant }: GrantRow,
  agreement: AgreementRow,
  owners: ReadonlyMap<string, string>,
): FieldError[] {
  const parties = new Set(partiesOf(agreement));
  const foreign = covers.filter((id) => owners.has(id) && owners.get(id) !== givenBy);
  const isAnybody = to.some(
    ({ department, organization }) => (department ?? organization) === undefined,
  );
  return [
    ...unknownWords(`${row}.covers`, covers, owners),
    ...foreign.map((id) =>
      fault(`${row}.covers`, 'NOT_THE_OWNER', `${id} is not ${givenBy}'s to grant.`),
    ),
    ...unknownWords(`${row}.givenBy`, [givenBy], parties),
    ...unknownWords(
      `${row}.to`,
      to.flatMap(({ department, organization }) => department ?? organization ?? []),
      parties,
    ),
    ...(isAnybody
      ? [fault(`${row}.to`, 'INCOMPLETE', 'A grant names a department or an organization.')]
      : []),
    ...unknownWords(`${row}.purposes`, grant.purposes, purposes),
    ...unknownWords(`${row}.actions`, grant.actions, actions),
  ];
}

const partiesOf = ({ parties }: AgreementRow) =>
  parties.flatMap(({ department, organization }) => department ?? organization ?? []);

/** Dataset and element ids → owning department. */
const ownersOf = ({ datasets }: PolicySet) =>
  new Map(
    datasets.flatMap(({ id, owner, elements }) =>
      [id, ...elements.map((element) => element.id)].map((covered) => [covered, owner] as const),
    ),
  );
