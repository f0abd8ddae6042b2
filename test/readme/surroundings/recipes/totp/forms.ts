export function passwordForm(fields = ''): string {
  return `<form method="post" action="/login">
    <input name="email"><input name="password" type="password">${fields}<button>Next</button></form>`;
}

export function codeForm(fields = '', half: string): string {
  return `<form method="post" action="/login/code">
    <input type="hidden" name="half" value="${half}"><input name="code">${fields}<button>Sign in</button></form>`;
}
