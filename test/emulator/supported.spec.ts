import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';

describe('SUPPORTED.md', () => {
  it('says what the emulator does', async () => {
    const check = promisify(execFile)(process.execPath, [
      'libs/scalekit-emulator/supported.mjs',
      '--check',
    ]);
    await expect(check).resolves.toMatchObject({ stderr: '' });
  });

  it('is part of the package', () => {
    const packed = readFileSync('dist/libs/scalekit-emulator/SUPPORTED.md', 'utf8');
    expect(packed).toBe(readFileSync('libs/scalekit-emulator/SUPPORTED.md', 'utf8'));
  });
});

describe('CHECKS.md', () => {
  it('lists the checks', async () => {
    const check = promisify(execFile)(process.execPath, [
      'libs/scalekit-emulator/checks.mjs',
      '--check',
    ]);
    await expect(check).resolves.toMatchObject({ stderr: '' });
  });

  it('is part of the package', () => {
    const packed = readFileSync('dist/libs/scalekit-emulator/CHECKS.md', 'utf8');
    expect(packed).toBe(readFileSync('libs/scalekit-emulator/CHECKS.md', 'utf8'));
  });
});
