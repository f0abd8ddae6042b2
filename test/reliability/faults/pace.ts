/** So many times faster time passes in the app: its 5 s for a push are 500 ms here. */
export const hurry = 10;

/** A person's reading of the continue page, for the app 900 ms. */
export const readingMs = 90;
