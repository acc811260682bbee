import type { ConsentFact } from '../facts.js';
import type { ChecklistItem } from '../policy-set.js';

type OwnItem = Exclude<ChecklistItem, `statement-${string}` | `form-${string}`>;

const OWN_ITEMS: Readonly<Record<OwnItem, (form: ConsentFact, platform: string) => boolean>> = {
  'names-data': ({ provisions }) =>
    provisions.length > 0 && provisions.every(({ covers }) => covers.length > 0),
  'names-discloser': ({ discloser }) => discloser !== '',
  'names-recipient': ({ recipients }) => recipients.length > 0,
  'names-purpose': ({ provisions }) =>
    provisions.every(({ effect, purposes }) => effect === 'deny' || purposes.length > 0),
  'names-intermediary': ({ intermediaries }, platform) => intermediaries.includes(platform),
  'has-end': ({ expiresAt, endEvent }) => expiresAt !== undefined || endEvent !== undefined,
  'has-review-date': ({ endEvent, reviewAt }) => endEvent === undefined || reviewAt !== undefined,
  signed: ({ signedBy }) => signedBy !== undefined && signedBy !== '',
  dated: ({ signedAt }) => signedAt !== undefined,
  'signer-capacity': ({ capacity }) => capacity !== undefined && capacity !== '',
};

/** What a form lacks of the checklist of its kind. An unknown item is lacking. */
export function missingItems(
  form: ConsentFact,
  checklist: readonly ChecklistItem[],
  platform: string,
): ChecklistItem[] {
  return checklist.filter((item) => {
    const check = OWN_ITEMS[item as OwnItem] as (typeof OWN_ITEMS)[OwnItem] | undefined;
    return check ? !check(form, platform) : !form.statements.includes(item);
  });
}
