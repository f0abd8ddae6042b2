// The API of another origin. No cookie travels: who is signed in, a bearer token says.
const { backend } = document.getElementById('front-end').dataset;

export const captureUrl = urlOf('login-request');

function urlOf(path) {
  return `${backend}/login-styles/single-page/${path}`;
}

/** @returns what the backend answered; its message is thrown when it refused */
export async function call(path, { body, token } = {}) {
  const answer = await fetch(urlOf(path), {
    method: body ? 'POST' : 'GET',
    credentials: 'omit',
    headers: {
      accept: 'application/json',
      ...(body && { 'content-type': 'application/json' }),
      ...(token && { authorization: `Bearer ${token}` }),
    },
    ...(body && { body: JSON.stringify(body) }),
  });
  const content = await answer.json();
  if (!answer.ok) throw Object.assign(new Error(content.message), { code: content.error });
  return content;
}
