/** The server under test, as any client calls it. */

export const SERVER = process.env['STEPWELL_URL'] ?? 'http://127.0.0.1:8083';
export const ROLE = 'arn:aws:iam::123456789012:role/stepwell';

const ENDS = ['SUCCEEDED', 'FAILED', 'TIMED_OUT', 'ABORTED'];

export async function call<T = Record<string, unknown>>(operation: string, params: object): Promise<T> {
  const response = await fetch(SERVER, {
    method: 'POST',
    headers: { 'Content-Type': 'application/x-amz-json-1.0', 'X-Amz-Target': `AWSStepFunctions.${operation}` },
    body: JSON.stringify(params),
  });
  const text = await response.text();
  if (!response.ok) {
    throw new Error(`${operation} answered ${response.status}: ${text}`);
  }
  return (text === '' ? {} : JSON.parse(text)) as T;
}

/** The machine's ARN; one of the name that is there already gets the definition. */
export async function machine(name: string, definition: object, type = 'STANDARD'): Promise<string> {
  const text = JSON.stringify(definition);
  const { stateMachines } = await call<{ stateMachines: { name: string; stateMachineArn: string }[] }>('ListStateMachines', {});
  const known = stateMachines.find((each) => each.name === name);
  if (known !== undefined) {
    await call('UpdateStateMachine', { stateMachineArn: known.stateMachineArn, definition: text });
    return known.stateMachineArn;
  }
  const created = await call<{ stateMachineArn: string }>('CreateStateMachine', { name, type, roleArn: ROLE, definition: text });
  return created.stateMachineArn;
}

export async function start(stateMachineArn: string, input: object = {}): Promise<string> {
  const started = await call<{ executionArn: string }>('StartExecution', {
    stateMachineArn,
    input: JSON.stringify(input),
  });
  return started.executionArn;
}

/** The status in which an execution ends. */
export async function ended(executionArn: string): Promise<string> {
  for (;;) {
    const { status } = await call<{ status: string }>('DescribeExecution', { executionArn });
    if (ENDS.includes(status)) {
      return status;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** An execution that has ended. */
export async function run(stateMachineArn: string, input: object = {}): Promise<string> {
  const arn = await start(stateMachineArn, input);
  await ended(arn);
  return arn;
}

export const executionAddress = (arn: string) => `/executions/${encodeURIComponent(arn)}`;
