import {
  count,
  list,
  readConfig,
  serviceSettings,
  streamSettings,
  text,
  url,
  type Config,
} from '@continuum/service-kit';
import type { CityCalendar } from './domain/business-time.js';

const settings = {
  ...serviceSettings(3004),
  ...streamSettings(),
  consentUrl: url('CONSENT_URL', 'http://127.0.0.1:3003'),
  /** Where a person who crossed the line of high utilisation is nominated. */
  programme: text('PROGRAMME', 'justice-lab'),
  /** Owner of the programme's cases and alerts. */
  programmeDepartment: text('PROGRAMME_DEPARTMENT', 'homeless-services'),
  /** Local dates on which the city does not work. */
  holidays: list('CITY_HOLIDAYS', []),
  /** Answers around the clock when a card names nobody on call. */
  publicLine: text('PUBLIC_LINE', '+15625700211'),
  /** Clients that publish services and teams. */
  directoryClients: list('DIRECTORY_CLIENTS', ['directory']),
  jobEveryMs: count('JOB_EVERY_MS', 500),
};
export type ReferralConfig = Config<typeof settings>;

export const referralConfig = (env = process.env): ReferralConfig => readConfig(settings, env);

export const calendarOf = (config: ReferralConfig): CityCalendar => ({
  zone: config.cityTimeZone,
  holidays: new Set(config.holidays),
});
