import type { Json } from '../document/path';
import { fromContext, fromInput } from './templates';

/** How a call is made: asked and answered, waited for until the job is done, or until its token comes back. */
export type Pattern = 'call' | 'sync' | 'token';

/** An action of a service, with the parameters that people begin with. */
export interface Action {
  readonly service: string;
  /** `sqs:sendMessage` or `aws-sdk:s3:getObject`. */
  readonly api: string;
  readonly title: string;
  readonly words: readonly string[];
  readonly patterns: readonly Pattern[];
  readonly parameters: Json;
  /** The part of the answer that is wanted. */
  readonly result?: string;
  /** Parameters that only a call with a token needs. */
  readonly withToken?: Json;
}

const TOKEN = { token: fromContext('Task.Token'), input: fromInput() };
const TABLE = { TableName: 'my-table' };
const KEY = { Key: { id: { S: fromInput('id') } } };

/** What this server offers of AWS's services: one line for each action. */
export const ACTIONS: readonly Action[] = [
  action('Amazon DynamoDB', 'dynamodb:getItem', 'Get an item', 'read table row database', { ...TABLE, ...KEY }, 'Item'),
  action('Amazon DynamoDB', 'dynamodb:putItem', 'Put an item', 'write insert table row database', {
    ...TABLE,
    Item: { id: { S: fromInput('id') } },
  }),
  action('Amazon DynamoDB', 'dynamodb:updateItem', 'Update an item', 'write change table row database', {
    ...TABLE,
    ...KEY,
    UpdateExpression: 'SET #value = :value',
    ExpressionAttributeNames: { '#value': 'value' },
    ExpressionAttributeValues: { ':value': { S: fromInput('value') } },
  }),
  action('Amazon DynamoDB', 'dynamodb:deleteItem', 'Delete an item', 'remove table row database', { ...TABLE, ...KEY }),
  {
    ...action('Amazon SQS', 'sqs:sendMessage', 'Send a message', 'queue', {
      QueueUrl: 'https://sqs.us-east-1.amazonaws.com/123456789012/my-queue',
      MessageBody: fromInput(),
    }),
    patterns: ['call', 'token'],
    withToken: { MessageBody: TOKEN },
  },
  {
    ...action('Amazon SNS', 'sns:publish', 'Publish to a topic', 'notify mail message notification', {
      TopicArn: 'arn:aws:sns:us-east-1:123456789012:my-topic',
      Message: fromInput(),
    }),
    patterns: ['call', 'token'],
    withToken: { Message: TOKEN },
  },
  {
    ...action('Amazon EventBridge', 'events:putEvents', 'Put events', 'event bus', {
      Entries: [{ Source: 'my.application', DetailType: 'SomethingHappened', EventBusName: 'default', Detail: fromInput() }],
    }),
    patterns: ['call', 'token'],
    withToken: {
      Entries: [{ Source: 'my.application', DetailType: 'SomethingHappened', EventBusName: 'default', Detail: TOKEN }],
    },
  },
  action('Amazon S3', 'aws-sdk:s3:getObject', 'Get an object', 'read file bucket', { Bucket: 'my-bucket', Key: fromInput('key') }, 'Body'),
  action('Amazon S3', 'aws-sdk:s3:putObject', 'Put an object', 'write file bucket', {
    Bucket: 'my-bucket',
    Key: fromInput('key'),
    Body: fromInput('content'),
  }),
  action('Amazon S3', 'aws-sdk:s3:listObjectsV2', 'List objects', 'files bucket', { Bucket: 'my-bucket' }, 'Contents'),
  action('Amazon S3', 'aws-sdk:s3:deleteObject', 'Delete an object', 'remove file bucket', { Bucket: 'my-bucket', Key: fromInput('key') }),
  {
    ...action('Amazon ECS', 'ecs:runTask', 'Run a container task', 'fargate docker job', {
      Cluster: 'default',
      TaskDefinition: 'my-task',
      LaunchType: 'FARGATE',
    }),
    patterns: ['sync', 'call', 'token'],
  },
  { ...action('AWS Batch', 'batch:submitJob', 'Run a batch job', 'container queue', { JobName: 'my-job', JobDefinition: 'my-job', JobQueue: 'my-queue' }), patterns: ['sync', 'call'] },
  { ...action('AWS Glue', 'glue:startJobRun', 'Run a Glue job', 'etl data spark', { JobName: 'my-job' }), patterns: ['sync', 'call'] },
  { ...action('AWS CodeBuild', 'codebuild:startBuild', 'Run a build', 'ci compile', { ProjectName: 'my-project' }), patterns: ['sync', 'call'] },
  {
    ...action('Amazon Athena', 'athena:startQueryExecution', 'Run a query', 'sql data', {
      QueryString: 'SELECT 1',
      WorkGroup: 'primary',
    }),
    patterns: ['sync', 'call'],
  },
  action('Amazon Athena', 'athena:getQueryResults', 'Get the results of a query', 'sql data', { QueryExecutionId: fromInput('QueryExecution.QueryExecutionId') }),
  action('AWS Secrets Manager', 'aws-sdk:secretsmanager:getSecretValue', 'Get a secret', 'password', { SecretId: 'my-secret' }, 'SecretString'),
  action('AWS SDK', 'aws-sdk:s3:headObject', 'Any action of AWS', 'sdk service api other generic', { Bucket: 'my-bucket', Key: fromInput('key') }),
];

function action(service: string, api: string, title: string, words: string, parameters: Json, result?: string): Action {
  const base: Action = { service, api, title, words: words.split(' '), patterns: ['call'], parameters };
  return result === undefined ? base : { ...base, result };
}
