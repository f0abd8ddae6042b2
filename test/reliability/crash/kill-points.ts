import type { Strike } from '../support/scalekit/scalekit-server.js';
import { answerJson } from '../support/scalekit/scalekit-server.js';
import type { Fleet } from './fleet.js';

/**
 * Arranges that the replica which gets the next press is killed at a point of it. The promise ends
 * once it has been.
 */
export type KillPoint = (scene: {
  readonly fleet: Fleet;
  /** Kills the replica that has had the press. */
  readonly kill: () => void;
  /** Sets what the server does with the next push. */
  readonly atPush: (strike: Strike) => void;
}) => void;

const onItsWay: KillPoint = ({ atPush, kill }) =>
  atPush(async ({ read }) => {
    await read();
    kill();
    return true;
  });

const unanswered: KillPoint = ({ atPush, kill }) =>
  atPush(async ({ carryOut }) => {
    await carryOut();
    kill();
    return true;
  });

const answered: KillPoint = ({ atPush, kill }) =>
  atPush(async ({ carryOut, response }) => {
    const { status, body } = await carryOut();
    response.on('finish', kill);
    answerJson(response, status, body);
    return true;
  });

/** Between the capture and the way back, in the order of a hand-off. The first one needs no press. */
export const killPoints = {
  'after the capture': undefined,
  'during the claim': ({ fleet, kill }) => {
    for (const { tap } of fleet.replicas) tap.arm('before the claim is taken', kill);
  },
  'claim taken, push not sent': ({ fleet, kill }) => {
    for (const { tap } of fleet.replicas) tap.arm('once the claim is taken', kill);
  },
  'push on its way': onItsWay,
  'push accepted, not answered': unanswered,
  'push answered': answered,
} satisfies Readonly<Record<string, KillPoint | undefined>>;

export type KillPointName = keyof typeof killPoints;
export const killPointNames = Object.keys(killPoints) as KillPointName[];
