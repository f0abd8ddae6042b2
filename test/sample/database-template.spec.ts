import { Sample, startTimeoutMs } from '../support/sample.js';

describe('a prepared database that cannot be used', () => {
  it.each(['dist/databases/nowhere.tar.gz', 'package.json'])(
    'ends the start with its name and the fix: %s',
    async (template) => {
      // Nothing that a start that fails would leave behind.
      const start = Sample.start({ DATABASE_TEMPLATE: template, DEV_IDENTITY_PROVIDERS: 'off' });
      await expect(start).rejects.toThrow(
        `No database can be made of ${template}: delete it and run \`npm run build\``,
      );
    },
    startTimeoutMs,
  );
});
