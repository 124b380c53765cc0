// The clients that the tests share: nothing is set but the endpoint, as a user would. STEPWELL_URL
// says where the server is; credentials and region come from the environment.
import { lookup as resolve } from 'node:dns';
import http from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { SFNClient } from '@aws-sdk/client-sfn';

export const endpoint = process.env.STEPWELL_URL;
export const role = 'arn:aws:iam::123456789012:role/any';

export const sfn = new SFNClient({ endpoint });
export const lambda = new LambdaClient({ endpoint });

/** What a user sets who can't make `sync-localhost` resolve. */
export const withoutPrefix = new SFNClient({ endpoint, disableHostPrefix: true });

/** What a name server or a line in /etc/hosts does: `sync-HOST` is HOST. */
export const withPrefix = new SFNClient({
  endpoint,
  requestHandler: {
    httpAgent: new http.Agent({
      lookup: (host, options, done) => resolve(host.replace(/^sync-/, ''), options, done),
    }),
  },
});

/** The names of the operations that were called, whatever became of them. */
export const called = new Set();
for (const client of [sfn, withPrefix, withoutPrefix]) {
  client.middlewareStack.add(
    (next, context) => (request) => {
      called.add(context.commandName);
      return next(request);
    },
    { step: 'initialize', name: 'remember' },
  );
}

let count = 0;
export const fresh = (prefix) => `${prefix}-${process.pid}-${++count}`;

export const machine = (states, more = {}) => ({
  name: fresh('machine'),
  roleArn: role,
  definition: JSON.stringify({ StartAt: Object.keys(states)[0], States: states }),
  ...more,
});

/** Asks until the answer is as wanted; a minute is more than any of it takes. */
export async function until(ask, wanted) {
  for (let tries = 0; tries < 1200; tries++) {
    const answer = await ask();
    if (wanted(answer)) return answer;
    await sleep(50);
  }
  throw new Error('not within a minute');
}
