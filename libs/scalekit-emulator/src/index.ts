export { ScalekitEmulator } from './scalekit-emulator.js';
export type { EmulatorCredentials } from './credentials.js';
export type { EmulatorSettings } from './settings.js';
export type {
  ClientSettings,
  EmulatorStartSettings,
  OrganizationSettings,
  ResourceSettings,
} from './start-settings.js';
export type { GrpcCode } from './environment/grpc-code.js';
export type { Fault } from './faults/fault.js';
export type { JournalEntry, RequestStep, Step } from './journal/journal-entry.js';
