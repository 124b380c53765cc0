/**
 * The AWS JSON protocol, as any other client of the server speaks it. The browser's session, if the
 * server asks for one, travels as a cookie beside the token against forged requests.
 */

/** What the server refused, in AWS's form. */
export class ApiError extends Error {
  readonly type: string;
  readonly status: number;

  constructor(type: string, message: string, status: number) {
    super(message);
    this.name = 'ApiError';
    this.type = type;
    this.status = status;
  }

  /** Whether signing in would help. */
  get needsSignIn(): boolean {
    return this.status === 401 || this.type === 'MissingAuthenticationTokenException';
  }
}

let csrfToken: string | undefined;

/** The token that the session was given; sent with everything that writes. */
export function rememberCsrfToken(token: string | undefined): void {
  csrfToken = token;
}

function headers(contentType: string): Record<string, string> {
  const all: Record<string, string> = { 'Content-Type': contentType };
  if (csrfToken !== undefined) {
    all['X-Stepwell-Csrf'] = csrfToken;
  }
  return all;
}

/** Calls an operation of the Step Functions API. */
export async function call<T>(operation: string, params: object, signal?: AbortSignal): Promise<T> {
  return send<T>('/', {
    method: 'POST',
    headers: {
      ...headers('application/x-amz-json-1.0'),
      'X-Amz-Target': `AWSStepFunctions.${operation}`,
    },
    body: JSON.stringify(params),
    ...(signal === undefined ? {} : { signal }),
  });
}

/** Reads what Stepwell offers beside AWS's API, or the Lambda API. */
export function get<T>(path: string, signal?: AbortSignal): Promise<T> {
  return send<T>(path, signal === undefined ? {} : { signal });
}

/** Reads what has an ETag; nothing when it is the one that is known. */
export async function getUnless<T>(path: string, etag: string | undefined, signal?: AbortSignal): Promise<T | undefined> {
  const response = await reach(path, {
    cache: 'no-store',
    ...(etag === undefined ? {} : { headers: { 'If-None-Match': etag } }),
    ...(signal === undefined ? {} : { signal }),
  });
  return response.status === 304 ? undefined : answer<T>(response);
}

/** Writes to what Stepwell offers beside AWS's API, or to the Lambda API. */
export function write<T>(method: 'POST' | 'PUT' | 'DELETE', path: string, body?: unknown, conditions: Record<string, string> = {}): Promise<T> {
  return send<T>(path, {
    method,
    headers: { ...headers('application/json'), ...conditions },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}

/** Invokes a function; the answer's headers say how it went. */
export async function invokeFunction(path: string, payload: string): Promise<{ text: string; headers: Headers }> {
  const response = await reach(path, {
    method: 'POST',
    headers: { ...headers('application/json'), 'X-Amz-Log-Type': 'Tail' },
    body: payload,
  });
  const text = await response.text();
  if (!response.ok) {
    throw refusal(text, response);
  }
  return { text, headers: response.headers };
}

async function send<T>(path: string, init: RequestInit): Promise<T> {
  return answer<T>(await reach(path, init));
}

async function answer<T>(response: Response): Promise<T> {
  const text = await response.text();
  if (!response.ok) {
    throw refusal(text, response);
  }
  return (text === '' ? undefined : JSON.parse(text)) as T;
}

async function reach(path: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(path, { credentials: 'same-origin', ...init });
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === 'AbortError') {
      throw cause;
    }
    throw new ApiError('Unreachable', 'The server does not answer.', 0);
  }
}

function refusal(text: string, response: Response): ApiError {
  try {
    const body = JSON.parse(text) as { __type?: string; message?: string; Message?: string };
    const type = (body.__type ?? response.headers.get('x-amzn-ErrorType') ?? 'Error').split('#').pop();
    const message = body.message ?? body.Message ?? response.statusText;
    return new ApiError(type ?? 'Error', message, response.status);
  } catch {
    return new ApiError('Error', text.trim() || response.statusText, response.status);
  }
}
