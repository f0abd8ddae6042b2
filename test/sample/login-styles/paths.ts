export const paths = {
  local: '/login',
  totp: '/login-styles/totp',
  singlePage: '/login-styles/single-page',
  signUp: '/login-styles/sign-up',
  directory: '/login-styles/directory',
};

export const cancelForm = { form: 'form[action="/login/cancel"]' };
