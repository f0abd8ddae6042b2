export function loginForm(fields = '', problem = ''): string {
  return `<form method="post" action="/login">${fields}<p>${problem}</p>
    <input name="email"><input name="password" type="password"><button>Sign in</button></form>`;
}
