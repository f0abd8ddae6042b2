export function signUpForm(fields = ''): string {
  return `<form method="post" action="/sign-up">
    <input name="email"><input name="password" type="password">${fields}<button>Create account</button></form>`;
}
