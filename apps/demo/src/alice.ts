/** An account that the sample app brings. */
export const alice = { email: 'alice@example.com', password: 'correct horse battery staple' };
