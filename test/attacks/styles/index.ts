import { frontEnd, frontEndWithToken } from './front-end.js';
import { jsonLogin } from './json-login.js';
import type { LoginStyle } from './login-style.js';
import { mailedLink } from './mailed-link.js';
import { passwordForm, signedInAlready } from './password.js';
import { carelessSso, samlByButton, ssoAtOnce, ssoByButton } from './passport-sso.js';
import { passwordAndTotp } from './password-and-totp.js';
import { silentSso } from './silent-sso.js';

export const loginStyles: readonly LoginStyle[] = [
  passwordForm,
  passwordAndTotp,
  jsonLogin,
  frontEnd,
  frontEndWithToken,
  signedInAlready,
  silentSso,
  ssoByButton,
  ssoAtOnce,
  carelessSso,
  samlByButton,
  mailedLink,
];
