import type { SamlConfig, VerifyWithoutRequest } from '@node-saml/passport-saml';

export const samlOptions: SamlConfig = {
  callbackUrl: 'https://app.example.com/login/saml/callback',
  entryPoint: 'https://idp.example.com/sso',
  idpCert: '-----BEGIN CERTIFICATE-----',
  issuer: 'https://app.example.com',
};

export const verifyLogin: VerifyWithoutRequest = (profile, done) => {
  done(null, { id: profile?.nameID, email: profile?.email });
};

export const verifyLogout: VerifyWithoutRequest = (_profile, done) => {
  done(null);
};
