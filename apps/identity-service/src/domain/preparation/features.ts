/** A name after normalisation: up to three given names; a family name of several words stands whole, then its first and last. */
export interface NameFeature {
  readonly given: readonly string[];
  readonly family: readonly string[];
  readonly suffix?: string;
  readonly isOfficial: boolean;
}

/** A number whose equality says a lot; only keyed hashes of it are held. */
export interface IdentifierFeature {
  readonly kind: string;
  /** Numbers of two issuers say nothing about each other; unknown in a search. */
  readonly issuer?: string;
  readonly whole: string;
  /** The number without prefix or check suffix. */
  readonly core?: string;
}

export interface AddressFeature {
  readonly unit?: string;
  /** House number, or `po` and the box. */
  readonly building?: string;
  readonly street?: string;
  readonly city?: string;
  readonly postcode?: string;
}

/** A value that only some cities have, such as a birth place; compared where the model in force declares its kind. */
export interface AttributeFeature {
  readonly kind: string;
  readonly value: string;
}

/** What is compared and nothing else: records with equal features share one description. */
export interface Features {
  readonly names: readonly NameFeature[];
  /** yyyymmdd, unknown parts 0; negative: digits that make no date. The first is the one the record stands by. */
  readonly birthDates: readonly number[];
  /** Year of birth, give or take one, from a stated age. */
  readonly ageYear?: number;
  readonly sex?: 'female' | 'male';
  readonly trusted: readonly IdentifierFeature[];
  readonly ssn4: readonly string[];
  readonly departmentPersons: readonly IdentifierFeature[];
  readonly addresses: readonly AddressFeature[];
  readonly phones: readonly string[];
  readonly emails: readonly string[];
  readonly attributes: readonly AttributeFeature[];
  /** The record does not say who it is about: it links to nothing by itself and is not found by name. */
  readonly isNameless: boolean;
}

/** Why a value was left out; counted per source. */
export type Flag =
  | 'placeholder_name'
  | 'impossible_birth_date'
  | 'impossible_identifier'
  | 'impossible_contact'
  | 'generic_address'
  | 'foreign_same_as';
