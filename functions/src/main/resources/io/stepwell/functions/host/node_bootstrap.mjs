// Runs a Node.js function: asks the Lambda Runtime API for calls and posts what came of them.
//
// Started by the server with a pipe as standard input; when the pipe closes, the server is gone and
// this process ends. Nothing but Node.js itself; 18 or later.
import { existsSync } from 'node:fs';
import http from 'node:http';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';

const [host, secret] = process.env.AWS_LAMBDA_RUNTIME_API.split('/');
const [hostname, port] = host.split(':');
const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });

process.on('SIGINT', () => {}); // Node.js forgets what it inherits: the server ends this process, not Ctrl-C

/** A thread waits on the pipe, so that a handler which is busy is ended, too. */
function endWithServer() {
  const watch = `
    const { readSync } = require('node:fs');
    const bytes = Buffer.alloc(1024);
    for (;;) {
      try {
        if (readSync(0, bytes) === 0) break;
      } catch (error) {
        if (error.code !== 'EAGAIN') break;
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200);
      }
    }
    process.kill(process.pid, 'SIGKILL');`;
  new Worker(watch, { eval: true }).unref();
}

function api(method, action, body) {
  return new Promise((done, failed) => {
    const headers = { 'Content-Type': 'application/json' };
    if (body !== undefined) {
      headers['Content-Length'] = Buffer.byteLength(body);
    }
    const path = `/${secret}/2018-06-01/runtime/${action}`;
    const request = http.request({ hostname, port, path, method, agent, headers }, (response) => {
      const parts = [];
      response.on('data', (part) => parts.push(part));
      response.on('end', () =>
        done({ status: response.statusCode, headers: response.headers, body: Buffer.concat(parts).toString() }),
      );
      response.on('error', failed);
    });
    request.on('error', failed);
    request.end(body);
  });
}

/** What a handler throws, as AWS tells it. */
function document(error) {
  return error instanceof Error
    ? { errorType: error.name, errorMessage: error.message, trace: (error.stack ?? '').split('\n') }
    : { errorType: typeof error, errorMessage: String(error), trace: [] };
}

class InitError extends Error {
  constructor(type, message) {
    super(message);
    this.name = type;
    this.stack = '';
  }
}

/** Finds the function that `module.function` names; a path before the module may have slashes. */
async function load(handler) {
  const dot = handler.indexOf('.', handler.lastIndexOf('/') + 1);
  if (dot < 1 || dot === handler.length - 1) {
    throw new InitError('Runtime.MalformedHandlerName', `Bad handler '${handler}': it must be of the form module.function`);
  }
  const base = resolve(process.env.LAMBDA_TASK_ROOT, handler.slice(0, dot));
  const file = ['', '.js', '.mjs', '.cjs'].map((end) => base + end).find((each) => existsSync(each));
  if (file === undefined) {
    throw new InitError('Runtime.ImportModuleError', `Error: Cannot find module '${handler.slice(0, dot)}'`);
  }
  let module;
  try {
    module = await import(pathToFileURL(file).href);
  } catch (error) {
    const type = error instanceof SyntaxError ? 'Runtime.UserCodeSyntaxError' : 'Runtime.ImportModuleError';
    throw Object.assign(new InitError(type, String(error)), { stack: error.stack ?? '' });
  }
  const found = handler
    .slice(dot + 1)
    .split('.')
    .reduce((owner, name) => owner?.[name], module) ?? module.default?.[handler.slice(dot + 1)];
  if (typeof found !== 'function') {
    throw new InitError('Runtime.HandlerNotFound', `${handler} is undefined or not exported`);
  }
  return found;
}

function contextOf(headers) {
  const deadline = Number(headers['lambda-runtime-deadline-ms']);
  return {
    awsRequestId: headers['lambda-runtime-aws-request-id'],
    invokedFunctionArn: headers['lambda-runtime-invoked-function-arn'],
    functionName: process.env.AWS_LAMBDA_FUNCTION_NAME,
    functionVersion: process.env.AWS_LAMBDA_FUNCTION_VERSION,
    memoryLimitInMB: process.env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
    logGroupName: process.env.AWS_LAMBDA_LOG_GROUP_NAME,
    logStreamName: process.env.AWS_LAMBDA_LOG_STREAM_NAME,
    clientContext: headers['lambda-runtime-client-context'] && JSON.parse(headers['lambda-runtime-client-context']),
    callbackWaitsForEmptyEventLoop: true,
    getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
  };
}

/** A promise's value, or what the callback is given; a handler with neither has no result. */
function called(handler, event, context) {
  return new Promise((done, failed) => {
    const callback = (error, result) => (error === null || error === undefined ? done(result) : failed(error));
    const result = handler(event, context, callback);
    if (typeof result?.then === 'function') {
      result.then(done, failed);
    } else if (handler.length < 3) {
      done(undefined);
    }
  });
}

endWithServer();
let handler;
try {
  handler = await load(process.env._HANDLER);
} catch (error) {
  console.error(`[ERROR] ${error.name}: ${error.message}`);
  await api('POST', 'init/error', JSON.stringify(document(error)));
  process.exit(1);
}
for (;;) {
  const next = await api('GET', 'invocation/next');
  if (next.status !== 200) {
    process.exit(0);
  }
  process.env._X_AMZN_TRACE_ID = next.headers['lambda-runtime-trace-id'] ?? '';
  const context = contextOf(next.headers);
  const post = (ending, body) => api('POST', `invocation/${context.awsRequestId}/${ending}`, body);
  try {
    const result = await called(handler, JSON.parse(next.body), context);
    await post('response', JSON.stringify(result) ?? 'null');
  } catch (error) {
    console.error(error);
    await post('error', JSON.stringify(document(error)));
  }
}
