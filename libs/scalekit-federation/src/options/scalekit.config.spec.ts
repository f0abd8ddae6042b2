import 'reflect-metadata';
import { commaSeparated } from './option.decorator.js';
import { scalekitConfig } from './scalekit.config.js';

/** Of ours alone: what the machine has stays where it is. */
const before = { ...process.env };
const forget = () => {
  for (const name of Object.keys(process.env)) {
    if (name.startsWith('SCALEKIT_')) delete process.env[name];
  }
};
beforeEach(forget);
afterAll(() => {
  forget();
  Object.assign(process.env, before);
});

it('the namespace is what the environment says, without a default and without what is empty', () => {
  Object.assign(process.env, {
    SCALEKIT_ENVIRONMENT_URL: ' https://acme.scalekit.com ',
    SCALEKIT_CLIENT_ID: 'skc_1',
    SCALEKIT_CONNECTION_ID: '',
    SCALEKIT_RESOURCE_ID: '  ',
    SCALEKIT_FRONT_ENDS: 'https://a.example, https://b.example,',
  });
  expect(scalekitConfig()).toEqual({
    environmentUrl: 'https://acme.scalekit.com',
    clientId: 'skc_1',
    frontEnds: ['https://a.example', 'https://b.example'],
  });
});

it('the namespace is empty where nothing is set, and has its name', () => {
  expect(scalekitConfig()).toEqual({});
  expect(scalekitConfig.KEY).toContain('scalekit');
});

it.each([
  ['a', ['a']],
  ['a,b', ['a', 'b']],
  [' a , b ', ['a', 'b']],
  ['a,,b,', ['a', 'b']],
  [',', []],
])('%j are %j', (text, parts) => {
  expect(commaSeparated(text)).toEqual(parts);
});
