/** How programs reach the server, to be taken along. */

interface Server {
  endpoint: string;
  region: string;
  account: string;
  auth: boolean;
}

export interface Lines {
  title: string;
  text: string;
}

export function snippets({ endpoint, region, account, auth }: Server): Lines[] {
  const keys = auth ? '' : `export AWS_ACCESS_KEY_ID=any AWS_SECRET_ACCESS_KEY=any\n`;
  return [
    {
      title: 'AWS CLI',
      text: `${keys}export AWS_DEFAULT_REGION=${region}
export AWS_ENDPOINT_URL_STEPFUNCTIONS=${endpoint}
aws stepfunctions start-execution --input '{"name": "Ada"}' \\
  --state-machine-arn arn:aws:states:${region}:${account}:stateMachine:NAME`,
    },
    {
      title: 'Python (boto3)',
      text: `import boto3

states = boto3.client("stepfunctions", endpoint_url="${endpoint}", region_name="${region}")
states.list_state_machines()`,
    },
    {
      title: 'JavaScript (AWS SDK 3)',
      text: `import { ListStateMachinesCommand, SFNClient } from '@aws-sdk/client-sfn';

const states = new SFNClient({ endpoint: '${endpoint}', region: '${region}' });
await states.send(new ListStateMachinesCommand({}));`,
    },
    {
      title: 'Java (AWS SDK 2)',
      text: `SfnClient states = SfnClient.builder()
    .endpointOverride(URI.create("${endpoint}"))
    .region(Region.of("${region}"))
    .build();`,
    },
    {
      title: 'Terraform',
      text: `provider "aws" {
  region                      = "${region}"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  endpoints { sfn = "${endpoint}" }
}`,
    },
  ];
}
