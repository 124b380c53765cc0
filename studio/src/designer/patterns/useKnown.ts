import { useMemo } from 'react';
import { useInfo } from '../../api/consoleQueries';
import { useFunctions } from '../../api/functions';
import { useActivities, useStateMachines } from '../../api/queries';
import { NOTHING_KNOWN, type Known } from './known';

/** What the server has, as far as it has answered. */
export function useKnown(): Known {
  const info = useInfo().data;
  const functions = useFunctions().data;
  const machines = useStateMachines().data;
  const activities = useActivities().data;
  return useMemo(
    () => ({
      account: info?.account ?? NOTHING_KNOWN.account,
      region: info?.region ?? NOTHING_KNOWN.region,
      functions: (functions ?? []).map(({ FunctionName, FunctionArn }) => ({ name: FunctionName, arn: FunctionArn })),
      machines: (machines ?? []).map(({ name, stateMachineArn, type }) => ({ name, arn: stateMachineArn, type })),
      activities: (activities ?? []).map(({ name, activityArn }) => ({ name, arn: activityArn })),
    }),
    [info?.account, info?.region, functions, machines, activities],
  );
}
