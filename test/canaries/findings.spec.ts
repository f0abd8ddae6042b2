import { Lookout } from './lookout.js';

const value = 'correct horse battery staple';
const password = { kind: 'password', value } as const;
const log = (text: string) => ({ sink: 'log', text }) as const;

describe('a lookout', () => {
  it('finds what was told before it was known', () => {
    const lookout = new Lookout('a.spec.ts');
    lookout.see(log(`typed ${value}`));
    lookout.learn([password]);
    expect(lookout.takeFindings()).toMatchObject({
      known: { password: 1 },
      seen: { log: 1 },
      hits: 1,
      descriptions: ['1 × password in the logs: …typed <password>…'],
    });
  });

  it('says the same thing once, with how often it was', () => {
    const lookout = new Lookout('a.spec.ts');
    lookout.learn([password]);
    for (const _time of [1, 2, 3]) lookout.see(log(`${value}, again ${value}`));
    const { hits, descriptions } = lookout.takeFindings();
    expect(hits).toBe(3);
    expect(descriptions).toEqual(['3 × password in the logs: …<password>, again <password>…']);
  });

  it('keeps no more than some megabytes, and loses no hit by it', () => {
    const lookout = new Lookout('a.spec.ts');
    lookout.learn([password]);
    lookout.see(log(value));
    const megabyte = '.'.repeat(2 ** 20);
    for (let count = 0; count < 40; count += 1) lookout.see(log(megabyte));
    lookout.see(log(value));
    expect(lookout.takeFindings()).toMatchObject({ seen: { log: 42 }, hits: 2 });
  });

  it('sees nothing twice', () => {
    const lookout = new Lookout('a.spec.ts');
    lookout.learn([password]);
    lookout.see(log(value));
    lookout.takeFindings();
    expect(lookout.takeFindings()).toMatchObject({ known: { password: 1 }, hits: 0 });
  });
});
