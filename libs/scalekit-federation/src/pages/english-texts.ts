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
    scopes: {
      openid: 'who you are',
      profile: 'your name',
      email: 'your e-mail address',
      offline_access: 'access while you are away',
    },
    more: 'and {count} more',
    anybody:
      'This says which app asks, not who: anybody with an account there can send you this link.',
  },
  continuePage: {
    title: 'Connect an AI app to your account?',
    text: 'An AI app asks to read and do things here in your name, with this account:',
    advice:
      'Continue only if you started this yourself, a moment ago, in your AI app. If somebody sent you a link, press Cancel.',
    organization: 'For which organization?',
    started: 'I started this',
    continue: 'Continue',
    switch: 'Not you?',
    cancel: 'Cancel',
    deadline: 'Answer within {time}.',
    countdown: 'Answer by {clock} ({left} left).',
    working: 'One moment, please. This can take a few seconds.',
    readFirst: 'Read everything above first, and then press again.',
  },
  completed: { title: 'You are signed in', text: 'Taking you back to connect your AI app.' },
  rejected: { title: 'Cancelled', text: 'Nothing was connected. Taking you back to your AI app.' },
  leaving: { title: 'One moment', text: 'Taking you to the page where you sign in.' },
  goOn: 'Go on',
  tryAgain: 'Try again',
  signInAgain: 'Sign in again',
  backToApp: 'Go back to your AI app',
  signInWithout: 'Sign in without connecting',
  goOnWithout: 'Go on without connecting',
  goOnHere: 'Go on in this app',
  taken: {
    account:
      'It was answered with another account. Go back to your AI app and connect again from there.',
    cancel:
      'It was cancelled, so nothing was connected. Go back to your AI app and connect again from there.',
    unknown:
      'Another account was signed in for it, and the answer got lost on its way. Sign in again with that account, or go back to your AI app and connect anew from there.',
  },
  over: {
    done: {
      title: 'This is done',
      text: 'You have signed in for your AI app, and it knows. Nothing is left to do here; go back to it.',
    },
    cancelled: {
      title: 'This was cancelled',
      text: 'Nothing was connected. If you want to connect after all, start again from your AI app.',
    },
    denied: {
      title: 'This was not allowed',
      text: 'Your AI app was not connected. If you need it, ask whoever manages your account in this app.',
    },
    answered: {
      title: 'Somebody has answered this already',
      text: 'Perhaps you did, in another window or browser: then nothing is left to do. Nobody but that account can sign in for it.',
    },
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
      text: 'Look for a mail of ours with a link, or ask whoever manages your account in this app. Once the address is verified, start again from your AI app.',
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
      text: 'Something is missing in it, so nothing was connected. Ask whoever manages your account in this app.',
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
      title: 'Your AI app cannot be connected right now',
      text: 'You are signed in here, but this app could not check whether it may be connected. Nothing is lost.',
    },
    resource_not_connected: {
      title: 'Your AI app asks for something that is not here',
      text: 'Check the address that you gave to your AI app, and connect again from there. If it is right, ask whoever gave it to you.',
    },
    internal_error: {
      title: 'Something went wrong here',
      text: 'Your AI app could not be connected. If it happens again, please tell the support of this app.',
    },
    scalekit_rejected: {
      title: 'Your AI app could not be connected',
      text: 'You are signed in here, but the service that connects AI apps said no. Ask whoever manages this app for you.',
    },
    scalekit_unavailable: {
      title: 'Your AI app cannot be connected right now',
      text: 'The service that connects AI apps does not answer. Nothing that you have done here is lost.',
    },
    store_unavailable: {
      title: 'Your AI app cannot be connected right now',
      text: 'You are signed in here, but a part of this app does not answer at this moment. Nothing is lost.',
    },
    too_many_rejections: {
      title: 'Not cancelled yet',
      text: 'Many people cancel at this moment. Nothing was connected. Wait a second and cancel again.',
    },
  },
};
