/** What can be broken in the login of two pages, each by itself, and the check that has to find it. */
export const twoPageFaults = {
  'trims the state': 'both-parameters',
  'takes a state of digits for a number': 'both-parameters',
  'cuts a long state': 'both-parameters',
  'pushes the user as it was typed': 'right-user',
  'believes the hidden user': 'added-fields',
  'takes a session id that was made up': 'session-rotated',
  'has a session for scripts under a name of its own': 'cookie-flags',
  'asks by GET': 'forged-answer',
  'hands off at HEAD': 'zero-click',
  'takes no plain login, and asks nobody': 'zero-click',
  'answers the newest question': 'two-tabs',
  'compares how the Origin begins': 'foreign-form',
  'goes home when the push is refused': 'expired',
  'pushes when the question is cancelled': 'cancel',
  'crashes without a login request': 'plain-login',
  'shows a state beside a wrong id': 'escaped',
} as const;

export type TwoPageFault = keyof typeof twoPageFaults;
