/** What the console asks its server: requests, and streams of events that come again after a lost connection. */

const TOKEN = 'glyphstream-token';
const NAME = 'glyphstream-actor';
const RETRY_MILLIS = [500, 1000, 2000, 5000];

/** Takes the token out of the address, so that it is neither in the history nor in a link that is copied. */
function takeToken() {
  const match = /^#token=([A-Za-z0-9._~-]+)$/.exec(location.hash);
  if (match) {
    sessionStorage.setItem(TOKEN, match[1]);
    history.replaceState(null, '', location.pathname + location.search);
  }
}
takeToken();

/** Tells the frame whether the server answers: events `connected` and `lost`. */
export const connection = new EventTarget();
let isLost = false;

function tell(lost) {
  if (lost !== isLost) {
    isLost = lost;
    connection.dispatchEvent(new Event(lost ? 'lost' : 'connected'));
  }
}

/** A request that failed: `message` says what happened, `advice` what to do. */
export class ApiError extends Error {
  constructor(status, message, advice) {
    super(message);
    this.status = status;
    this.advice = advice;
  }
}

function headers() {
  const token = sessionStorage.getItem(TOKEN);
  return token ? { Authorization: `Bearer ${token}` } : {};
}

async function answer(path, init) {
  let response;
  try {
    response = await fetch(path, init);
  } catch (failure) {
    if (failure.name === 'AbortError') {
      throw failure;
    }
    tell(true);
    throw new ApiError(0, 'The console does not answer.', 'Start glyphstream console again if it has ended.');
  }
  tell(false);
  if (!response.ok) {
    const said = await response.json().catch(() => ({}));
    throw new ApiError(response.status, said.error ?? `the console answered ${response.status}`, said.advice ?? '');
  }
  return response;
}

/** Returns what a path has, as an object. */
export async function get(path, signal) {
  return (await answer(path, { headers: headers(), signal })).json();
}

/** Sends an object to a path, and returns what the server answers. */
export async function post(path, body) {
  const json = { ...headers(), 'Content-Type': 'application/json' };
  return (await answer(path, { method: 'POST', headers: json, body: JSON.stringify(body) })).json();
}

/** Sends a file to a path as it is, and returns what the server answers. */
export async function upload(path, file) {
  const bytes = { ...headers(), 'Content-Type': 'application/octet-stream' };
  return (await answer(path, { method: 'POST', headers: bytes, body: file })).json();
}

/** Returns the name under which decisions are recorded; empty for the server's own. */
export function actor() {
  return localStorage.getItem(NAME) ?? '';
}

export function setActor(name) {
  localStorage.setItem(NAME, name);
}

/**
 * Receives the events of a path until it is closed. A lost connection is tried again; while the page is hidden there is none,
 * since a browser has few connections for all its tabs.
 *
 * @param path where the events are
 * @param receive called with the name of each event and its object
 * @returns an object with `close()`
 */
export function stream(path, receive) {
  let abort;
  let attempt = 0;
  let timer;
  let closed = false;

  async function open() {
    abort = new AbortController();
    try {
      const response = await answer(path, { headers: headers(), signal: abort.signal });
      attempt = 0;
      await read(response.body.pipeThrough(new TextDecoderStream()).getReader(), receive);
      throw new Error('the stream ended');
    } catch (failure) {
      if (closed || document.hidden || abort.signal.aborted) {
        return;
      }
      tell(!(failure instanceof ApiError) || failure.status === 0);
      timer = setTimeout(open, RETRY_MILLIS[Math.min(attempt++, RETRY_MILLIS.length - 1)]);
    }
  }

  function visibility() {
    clearTimeout(timer);
    abort?.abort();
    if (!document.hidden) {
      open();
    }
  }

  document.addEventListener('visibilitychange', visibility);
  open();
  return {
    close() {
      closed = true;
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', visibility);
      abort?.abort();
    },
  };
}

async function read(reader, receive) {
  let rest = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) {
      return;
    }
    rest += value;
    let end;
    while ((end = rest.indexOf('\n\n')) >= 0) {
      dispatch(rest.slice(0, end), receive);
      rest = rest.slice(end + 2);
    }
  }
}

function dispatch(block, receive) {
  let name = 'message';
  let data = '';
  for (const line of block.split('\n')) {
    if (line.startsWith('event: ')) {
      name = line.slice(7);
    } else if (line.startsWith('data: ')) {
      data += line.slice(6);
    }
  }
  if (data) {
    receive(name, JSON.parse(data));
  }
}
