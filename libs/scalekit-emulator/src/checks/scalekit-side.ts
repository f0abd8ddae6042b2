import type { JournalEntry } from '../journal/journal-entry.js';
import type { ScalekitEmulator } from '../scalekit-emulator.js';
import { isFailedLogin } from './evidence/journaled-user.js';
import type { Visit } from './visit.js';

/** What Scalekit has seen of the app. */
export class ScalekitSide {
  constructor(private readonly emulator: () => ScalekitEmulator) {}

  journal(): Promise<JournalEntry[]> {
    return this.emulator().journal();
  }

  /** What was pushed to a login request, taken or not. */
  async pushes({ loginRequestId }: Pick<Visit, 'loginRequestId'>): Promise<JournalEntry[]> {
    const names = (entry: JournalEntry) =>
      entry.loginRequestId === loginRequestId || entry.path.includes(`/${loginRequestId}/`);
    return (await this.journal()).filter((entry) => entry.step === 'push' && names(entry));
  }

  /** Users that Scalekit took for a login request. */
  async taken(visit: Pick<Visit, 'loginRequestId'>): Promise<JournalEntry[]> {
    return (await this.pushes(visit)).filter((push) => push.status === 200 && !isFailedLogin(push));
  }

  /** How many pushes there were to any login request. */
  async pushCount(): Promise<number> {
    const journal = await this.journal();
    const dropped = journal[0]?.droppedBefore ?? 0;
    return dropped + journal.filter(({ step }) => step === 'push').length;
  }
}
