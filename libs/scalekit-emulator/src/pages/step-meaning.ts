import type { JournalEntry, Step } from '../journal/journal-entry.js';

const meanings: Partial<Record<Step, string>> = {
  authorize: 'The AI app sent your browser to Scalekit.',
  login_redirect:
    'Scalekit sent it on to your app’s login page, with a login_request_id and a state.',
  push: 'Your app’s backend told Scalekit who signed in, or that nobody did.',
  callback: 'Your app sent the browser back to Scalekit, with the same state.',
  consent: 'Scalekit asked whether the AI app may act for that person.',
  code: 'Scalekit sent the browser back to the AI app, with a code.',
  token: 'The AI app redeemed the code for an access token.',
};

/** Who sent what to whom, for somebody who has not met OAuth before. */
export function stepMeaning({ step, method }: JournalEntry): string | undefined {
  if (step === 'consent' && method === 'POST') return 'You answered on Scalekit’s page.';
  return meanings[step];
}
