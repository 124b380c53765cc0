import { stringify } from 'yaml';
import { apiText, type Design } from '../document/design';
import { isObject, type Json } from '../document/path';
import { logGroupOf, type ExportSettings } from './settings';

/** A machine as an AWS SAM template. */
export function samTemplate(design: Design, settings: ExportSettings): string {
  const { name, type, tags = [] } = settings;
  return written(settings, {
    Transform: 'AWS::Serverless-2016-10-31',
    resource: {
      Type: 'AWS::Serverless::StateMachine',
      Properties: {
        Name: name,
        Type: type,
        Role: { Ref: 'Role' },
        ...definitionOf(design, 'Definition', 'DefinitionString'),
        ...logging(settings, 'Logging'),
        ...(tags.length === 0 ? {} : { Tags: Object.fromEntries(tags.map(({ key, value }) => [key, value])) }),
      },
    },
  });
}

/** A machine as a CloudFormation template. */
export function cloudFormationTemplate(design: Design, settings: ExportSettings): string {
  const { name, type, tags = [] } = settings;
  return written(settings, {
    resource: {
      Type: 'AWS::StepFunctions::StateMachine',
      Properties: {
        StateMachineName: name,
        StateMachineType: type,
        RoleArn: { Ref: 'Role' },
        ...definitionOf(design, 'Definition', 'DefinitionString'),
        ...logging(settings, 'LoggingConfiguration'),
        ...(tags.length === 0 ? {} : { Tags: tags.map(({ key, value }) => ({ Key: key, Value: value })) }),
      },
    },
  });
}

function written({ name, roleArn }: ExportSettings, { Transform, resource }: { Transform?: string; resource: Json }): string {
  const template = {
    AWSTemplateFormatVersion: '2010-09-09',
    ...(Transform === undefined ? {} : { Transform }),
    Description: `The state machine ${name}`,
    Parameters: { Role: { Type: 'String', Description: 'ARN of the role that the machine has', Default: roleArn } },
    Resources: { [logicalId(name)]: resource },
    Outputs: { StateMachineArn: { Value: { Ref: logicalId(name) } } },
  };
  return stringify(template, { lineWidth: 0, aliasDuplicateObjects: false });
}

/**
 * As an object, which people can read; as its text where a template could not say it: templates refuse
 * null, and an object with the one key `Ref` or `Fn::…` would be taken for a function.
 */
function definitionOf(design: Design, asObject: string, asText: string): Json {
  return fits(design.definition) ? { [asObject]: design.definition } : { [asText]: apiText(design) };
}

function fits(value: unknown): boolean {
  if (Array.isArray(value)) {
    return value.every(fits);
  }
  return isObject(value)
    ? Object.entries(value).every(([key, part]) => key !== 'Ref' && !key.startsWith('Fn::') && fits(part))
    : value !== null;
}

function logging(settings: ExportSettings, key: string): Json {
  const group = logGroupOf(settings);
  if (group === undefined) {
    return {};
  }
  const { level, includeExecutionData } = settings.logging ?? {};
  return {
    [key]: {
      Level: level,
      IncludeExecutionData: includeExecutionData ?? false,
      Destinations: [{ CloudWatchLogsLogGroup: { LogGroupArn: group } }],
    },
  };
}

/** CloudFormation's names of resources have letters and digits only. */
function logicalId(name: string): string {
  const words = name.split(/[^A-Za-z0-9]+/).filter(Boolean);
  const id = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
  return /^[A-Za-z]/.test(id) ? id : `StateMachine${id}`;
}
