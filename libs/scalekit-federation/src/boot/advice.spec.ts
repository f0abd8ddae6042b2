import type { Connection } from '../options/resolved-options.js';
import { adviceOn } from './advice.js';

const connection = (name: string, resourceId?: string): [string, Connection] => [
  name,
  { name, resourceId } as Connection,
];
const one = new Map([connection('default', 'res_1')]);
const byMark = new Map([connection('admin'), connection('partner')]);
const byResource = new Map([connection('admin'), connection('partner', 'res_1')]);

const plain = { policy: undefined, loginRequestDetails: undefined, connections: one };
const policy = () => 'allow' as const;
const loginRequestDetails = () => Promise.resolve({});

const fix = /Set loginRequestDetails: \(id\) => scalekit\.auth\.getLoginRequestDetails\(id\)\.$/;
const aboutPolicy = /^policy is set without loginRequestDetails: .+ has to sign in again\. /;
const aboutResource =
  /^resourceId chooses no connection without loginRequestDetails: .+ answers 503\. /;

it.each<[options: string, given: Partial<typeof plain> | object, advice: RegExp[]]>([
  ['one connection and its MCP server', {}, []],
  ['several connections that routes name', { connections: byMark }, []],
  ['several that MCP servers choose', { connections: byResource }, [aboutResource]],
  ['a policy', { policy }, [aboutPolicy]],
  ['a policy and MCP servers', { policy, connections: byResource }, [aboutPolicy, aboutResource]],
  ['all of it', { policy, connections: byResource, loginRequestDetails }, []],
])('%s: the advice is %#', (_options, given, advice) => {
  const lines = adviceOn({ ...plain, ...given });
  expect(lines).toEqual(advice.map((about) => expect.stringMatching(about)));
  expect(lines).toEqual(advice.map(() => expect.stringMatching(fix)));
});
