/** Injection token of the options with every default in its place. */
export const FEDERATION_OPTIONS = Symbol.for('scalekit-federation:options');
