export { ScalekitHealthIndicator } from './scalekit.health-indicator.js';
export type { ReadinessDetails } from './scalekit.health-indicator.js';
export type { ConnectionReadiness, TokenFailure, UpOrDown } from '../scalekit/readiness.js';
