/** Injection tokens of values from the configuration. */
export const CALENDAR = Symbol('city calendar');
export const CASE_HOME = Symbol('where cases belong');
export const PUBLIC_LINE = Symbol('telephone that always answers');
export const DIRECTORY_CLIENTS = Symbol('clients that publish the directory');
