import { register } from 'tsx/esm/api';

// Stryker loads plugins in processes of its own. By `--import`, the emulator's threads would get it, too.
register();
export const { strykerPlugins } = await import('./circus-plugin.ts');
