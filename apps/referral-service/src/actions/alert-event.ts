import type { AlertV1, Event } from '@continuum/contracts';
import type { Change } from '@continuum/messaging';
import { ALERT_KINDS, type Alert } from '../domain/alert.js';
import { localDate } from '../domain/business-time.js';
import { refOf } from '../domain/person-ref.js';
import type { CaseHome } from './case-event.js';

export function alertChange(
  alert: Alert,
  by: {
    readonly actorRole: string;
    readonly channel?: string;
    readonly cause?: Event<unknown> | undefined;
  },
  { department, zone }: CaseHome,
): Change<AlertV1['data']> {
  const { severity, audience } = ALERT_KINDS[alert.code];
  return {
    department,
    /** It tells of a stay in jail. */
    labels: ['STATE_CONF', 'LOCAL_CH'],
    cause: by.cause,
    data: {
      version: alert.version,
      at: alert.at.toISOString(),
      localDate: localDate(alert.at, zone),
      personRef: refOf(alert),
      actorRole: by.actorRole,
      department,
      alertId: alert.alertId,
      code: alert.code,
      severity,
      recipientRole: audience[0] ?? 'lead',
      ...(by.channel ? { channel: by.channel } : {}),
    },
  };
}
