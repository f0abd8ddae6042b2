/** The page that both apps show. */
export function loginForm(hiddenFields: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Sign in</title></head><body><main>
<h1>Sign in</h1>
<form method="post" action="/login">
<label>E-mail <input name="username" type="email" autocomplete="username" required></label>
<label>Password <input name="password" type="password" autocomplete="current-password" required></label>
${hiddenFields}<button>Sign in</button>
</form></main></body></html>`;
}
