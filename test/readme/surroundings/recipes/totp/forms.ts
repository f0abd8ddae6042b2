export function passwordForm(fields = ''): string {
  return `<form method="post" action="/login">${fields}
    <input name="email"><input name="password" type="password"><button>Next</button></form>`;
}

export function codeForm(fields = '', half: string): string {
  return `<form method="post" action="/login/code">${fields}
    <input type="hidden" name="half" value="${half}"><input name="code"><button>Sign in</button></form>`;
}
