import { freePorts } from './parts/ports.js';
import { SERVICES, type ServiceName, type ServicePorts } from './parts/services.js';

export interface StackPorts {
  readonly services: ServicePorts;
  readonly issuer: number;
  readonly postgres: number;
  readonly kafka: { readonly broker: number; readonly controller: number };
}

/** Where people find everything: gateway 3000, the services behind it, then what they stand on. */
export const fixedPorts: StackPorts = {
  services: servicePorts((name) => ({
    http: 3000 + SERVICES.indexOf(name),
    health: 9460 + SERVICES.indexOf(name),
  })),
  issuer: 3010,
  postgres: 54329,
  kafka: { broker: 19092, controller: 19093 },
};

export async function anyPorts(): Promise<StackPorts> {
  const parts = ['issuer', 'postgres', 'broker', 'controller'] as const;
  const health = SERVICES.map((name) => `${name} health` as const);
  const ports = await freePorts([...SERVICES, ...health, ...parts]);
  return {
    services: servicePorts((name) => ({ http: ports[name], health: ports[`${name} health`] })),
    issuer: ports.issuer,
    postgres: ports.postgres,
    kafka: { broker: ports.broker, controller: ports.controller },
  };
}

type Given = Readonly<Record<'postgres' | 'kafka' | 'issuer', string | undefined>>;

/** By the name of what wants it, for the message about a busy one; what is given needs none. */
export function portsByPart(
  { services, issuer, postgres, kafka }: StackPorts,
  given: Given,
): Record<string, number> {
  const byService = SERVICES.flatMap((name) => [
    [name, services[name].http] as const,
    [`${name} health`, services[name].health] as const,
  ]);
  return {
    ...Object.fromEntries(byService),
    ...(given.issuer ? {} : { issuer }),
    ...(given.postgres ? {} : { PostgreSQL: postgres }),
    ...(given.kafka ? {} : { Kafka: kafka.broker, 'Kafka controller': kafka.controller }),
  };
}

function servicePorts(of: (name: ServiceName) => { http: number; health: number }): ServicePorts {
  return Object.fromEntries(SERVICES.map((name) => [name, of(name)])) as ServicePorts;
}
