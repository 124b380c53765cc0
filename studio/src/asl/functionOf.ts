import type { State } from './definition';

/** The function that a Task calls, when its name is in the definition. */
export function functionOf({ type, json }: State): string | undefined {
  const resource = json['Resource'];
  if (type !== 'Task' || typeof resource !== 'string') {
    return undefined;
  }
  if (/:states:::lambda:invoke/.test(resource)) {
    const given = (json['Parameters'] ?? json['Arguments']) as { FunctionName?: unknown } | undefined;
    return typeof given?.FunctionName === 'string' ? functionName(given.FunctionName) : undefined;
  }
  return resource.includes(':lambda:') ? functionName(resource) : undefined;
}

/** Of a name, a name with a qualifier, or an ARN. */
function functionName(text: string): string | undefined {
  const name = /^arn:[^:]*:lambda:[^:]*:[^:]*:function:([^:]+)/.exec(text)?.[1] ?? text.split(':')[0];
  return name !== undefined && /^[\w-]+$/.test(name) ? name : undefined;
}
