/** Where a login stands. */
export interface LoginStep {
  readonly needsCode?: true;
  readonly user?: { readonly id: string; readonly email: string };
}

/** Stands for the app's own login. */
export class LoginService {
  step({ email = '', password, code }: Record<string, string>): LoginStep {
    if (password !== 'right') return {};
    return code === '123456' ? { user: { id: 'usr_1', email } } : { needsCode: true };
  }
}
