import type { FederationTexts } from './texts.js';

export const englishTexts: FederationTexts = {
  language: 'en',
  notice:
    'Signing in connects an AI app to your account. Go on only if you started this yourself, a moment ago, in your AI app.',
  asking: {
    app: 'App',
    address: 'Its address',
    server: 'To reach',
    wants: 'Asks for',
    named: '“{name}”',
    unknownAddress: 'not known, and any app can use this name',
    more: 'and {count} more',
    anybody:
      'This says which app asks, not who: anybody with an account there can send you this link.',
  },
  continuePage: {
    title: 'Connect an AI app to your account?',
    text: 'An AI app (an MCP client) asks to act for you here, as this account:',
    advice:
      'Continue only if you started this yourself, a moment ago, in your AI app. If somebody sent you a link, press Cancel.',
    organization: 'For which organization?',
    started: 'I started this',
    continue: 'Continue',
    switch: 'Not you?',
    cancel: 'Cancel',
  },
  completed: { title: 'You are signed in', text: 'Taking you back to connect your AI app.' },
  rejected: { title: 'Cancelled', text: 'Nothing was connected. Taking you back to your AI app.' },
  leaving: { title: 'One moment', text: 'Taking you to the page where you sign in.' },
  goOn: 'Go on',
  tryAgain: 'Try again',
  signInAgain: 'Sign in again',
  backToApp: 'Go back to your AI app',
  taken: {
    account:
      'It was answered with another account. Go back to your AI app and connect again from there.',
    cancel:
      'It was cancelled, so nothing was connected. Go back to your AI app and connect again from there.',
    unknown:
      'Another account was signed in for it, and the answer got lost on its way. Sign in again with that account, or go back to your AI app and connect anew from there.',
  },
  errors: {
    login_request_invalid: {
      title: 'This sign-in link is not complete',
      text: 'Something was lost or changed on the way here. Go back to your AI app and connect again from there.',
    },
    csrf_failed: {
      title: 'We could not verify that this was you',
      text: 'The page was open for too long, or the account changed in another tab. Nothing was connected.',
    },
    email_not_verified: {
      title: 'Verify your e-mail address first',
      text: 'An AI app can be connected once the address of your account is verified. Then start again from your AI app.',
    },
    login_request_taken: {
      title: 'This request has already been answered',
      text: 'It was answered with another account, or cancelled. Go back to your AI app and connect again from there.',
    },
    login_request_expired: {
      title: 'This request has expired',
      text: 'A sign-in request is valid for a few minutes, and in one browser. Go back to your AI app and connect again from there.',
    },
    principal_invalid: {
      title: 'Your account cannot be connected yet',
      text: 'It lacks something that the connection needs. Please tell the support of this app; nothing was connected.',
    },
    login_denied: {
      title: 'This account may not connect this app',
      text: 'It was not connected. If you need it, ask whoever manages your account in this app.',
    },
    login_needed: {
      title: 'Sign in again to go on',
      text: 'What the AI app asks for needs a sign-in that was made for it. Sign in again to connect it.',
    },
    policy_unavailable: {
      title: 'The connection cannot be made right now',
      text: 'You are signed in here, but this app could not decide about the connection. Nothing is lost.',
    },
    resource_not_connected: {
      title: 'This app does not serve what your AI app asks for',
      text: 'Nobody signs in here for the server that it names. Check its address in your AI app, and connect again from there.',
    },
    internal_error: {
      title: 'Something went wrong here',
      text: 'Your AI app could not be connected. If it happens again, please tell the support of this app.',
    },
    scalekit_rejected: {
      title: 'The connection was not accepted',
      text: 'You are signed in here, but your AI app could not be connected.',
    },
    scalekit_unavailable: {
      title: 'The connection cannot be made right now',
      text: 'The service that connects AI apps does not answer. Nothing that you have done here is lost.',
    },
    store_unavailable: {
      title: 'The connection cannot be made right now',
      text: 'You are signed in here, but this app cannot keep track of its connections at this moment. Nothing is lost.',
    },
    too_many_rejections: {
      title: 'Not cancelled yet',
      text: 'Many people cancel at this moment. Nothing was connected. Wait a second and cancel again.',
    },
  },
};
