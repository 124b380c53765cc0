/** What the server has that a machine can call. */
export interface Known {
  readonly account: string;
  readonly region: string;
  readonly functions: readonly Named[];
  readonly machines: readonly (Named & { readonly type: string })[];
  readonly activities: readonly Named[];
}

export interface Named {
  readonly name: string;
  readonly arn: string;
}

export const NOTHING_KNOWN: Known = { account: '123456789012', region: 'us-east-1', functions: [], machines: [], activities: [] };
