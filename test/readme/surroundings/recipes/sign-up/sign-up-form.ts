export function signUpForm(fields = ''): string {
  return `<form method="post" action="/sign-up">${fields}
    <input name="email"><input name="password" type="password"><button>Create account</button></form>`;
}
