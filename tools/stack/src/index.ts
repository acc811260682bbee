export type { RunningStack } from './running-stack.js';
export { startStack, type StackOptions } from './start-stack.js';
export { anyPorts, fixedPorts, type StackPorts } from './stack-ports.js';
export { CLONE, StackFolder } from './parts/stack-folder.js';
export { cityPolicySet } from './parts/city-policy.js';
export { startPostgres } from './parts/postgres.js';
export { startKafka, wayToKafka } from './parts/kafka.js';
export { untilCoordinating } from './parts/kafka-topics.js';
export { claim, release, stopParts } from './parts/leftovers.js';
export { freePorts } from './parts/ports.js';
export { publishDirectory, recordForm, SHELTER } from './story/before.js';
export { eventually } from './story/eventually.js';
export { Scene, type Answer, type Asker } from './story/scene.js';
export { openTestServers, type TestServers } from './test-servers.js';
export {
  commandOf,
  environmentOf,
  mainOf,
  SERVICES,
  type ServiceName,
  type Surroundings,
} from './parts/services.js';
