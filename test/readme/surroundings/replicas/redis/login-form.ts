export function loginForm(fields = '', problem = ''): string {
  return `<form method="post" action="/login"><p>${problem}</p>
    <input name="email"><input name="password" type="password">${fields}<button>Sign in</button></form>`;
}
