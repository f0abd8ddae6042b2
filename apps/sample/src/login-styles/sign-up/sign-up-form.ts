import { z } from 'zod';

/** What somebody who is new here fills in. */
export const signUpForm = z.object({
  name: z.string().trim().min(1, 'Tell us your name.').max(100, 'That is too long.'),
  company: z.string().trim().min(1, 'Tell us your company.').max(100, 'That is too long.'),
  email: z.email('This is not an e-mail address.').max(254, 'That is too long.'),
  password: z
    .string()
    .min(12, 'Take twelve characters or more.')
    .max(200, 'That is more than 200 characters.'),
});

export type SignUpForm = z.infer<typeof signUpForm>;

/** What is wrong, by field. */
export type SignUpProblems = { readonly [Field in keyof SignUpForm]?: string | undefined };

export function problemsOf(error: z.ZodError<SignUpForm>): SignUpProblems {
  const { fieldErrors } = z.flattenError(error);
  return Object.fromEntries(
    Object.entries(fieldErrors).map(([field, messages]) => [field, messages[0]]),
  );
}
