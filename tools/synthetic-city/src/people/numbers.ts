/** Numbers of person `nth`: visibly fake, and never the same for two people of a city. */
export interface Numbers {
  readonly ssn: string;
  readonly driverLicence: string;
  readonly stateId: string;
  readonly medicaid: string;
  readonly hmis: string;
}

// A factor without a common divisor with the modulus reaches every number once before it repeats.
const FACTOR = 61_803_397;
const scattered = (nth: number, salt: number, modulus: number) =>
  (nth * (FACTOR % modulus) + (salt % modulus)) % modulus;
const padded = (value: number, width: number) => String(value).padStart(width, '0');

export function numbersOf(seed: number, nth: number): Numbers {
  const seven = (salt: number) => padded(scattered(nth, seed * 7919 + salt, 10_000_000), 7);
  return {
    ssn: ssn(scattered(nth, seed * 15_485_863, 100 * 99 * 9_999)),
    driverLicence: `Q${seven(1_299_709)}`,
    stateId: `K${seven(4_256_233)}`,
    medicaid: `9${seven(2_750_159)}Q`,
    hmis: `HM${seven(6_972_593)}`,
  };
}

/** Area 8xx was not issued to these birth years. */
function ssn(number: number): string {
  const group = Math.floor(number / 9_999) % 99;
  const area = 800 + Math.floor(number / (9_999 * 99));
  return `${area}-${padded(group + 1, 2)}-${padded((number % 9_999) + 1, 4)}`;
}
