import { apiText, type Design } from '../document/design';
import { logGroupOf, type ExportSettings } from './settings';

/** A machine for Terraform. The definition is a heredoc, so that it is deployed as it is written. */
export function terraformResource(design: Design, settings: ExportSettings): string {
  const { name, type, roleArn, tags = [] } = settings;
  const lines = [
    'variable "role_arn" {',
    '  description = "ARN of the role that the machine has"',
    '  type        = string',
    `  default     = ${quoted(roleArn)}`,
    '}',
    '',
    `resource "aws_sfn_state_machine" ${quoted(label(name))} {`,
    `  name     = ${quoted(name)}`,
    `  type     = ${quoted(type)}`,
    '  role_arn = var.role_arn',
    '',
    ...heredoc('definition', apiText(design)),
    ...logging(settings),
    ...(tags.length === 0 ? [] : ['', '  tags = {', ...tags.map(({ key, value }) => `    ${quoted(key)} = ${quoted(value)}`), '  }']),
    '}',
    '',
    'output "state_machine_arn" {',
    `  value = aws_sfn_state_machine.${label(name)}.arn`,
    '}',
    '',
  ];
  return lines.join('\n');
}

function heredoc(key: string, text: string): string[] {
  const body = template(text).trimEnd().split(/\r?\n/);
  let mark = 'ASL';
  while (body.some((line) => line.trim() === mark)) {
    mark += '_';
  }
  return [`  ${key} = <<-${mark}`, ...body.map((line) => (line === '' ? '' : `    ${line}`)), `  ${mark}`];
}

/** Terraform would look into `${…}` and `%{…}`. */
function template(text: string): string {
  return text.replaceAll('${', () => '$${').replaceAll('%{', '%%{');
}

function quoted(text: string): string {
  return template(JSON.stringify(text));
}

function logging(settings: ExportSettings): string[] {
  const group = logGroupOf(settings);
  if (group === undefined) {
    return [];
  }
  const { level, includeExecutionData } = settings.logging ?? {};
  return [
    '',
    '  logging_configuration {',
    `    level                  = ${quoted(level ?? 'OFF')}`,
    `    include_execution_data = ${includeExecutionData ?? false}`,
    `    log_destination        = ${quoted(group)}`,
    '  }',
  ];
}

/** Terraform's names begin with a letter. */
function label(name: string): string {
  const plain = name.toLowerCase().replace(/[^a-z0-9]+/g, '_').replace(/^_+|_+$/g, '');
  return /^[a-z]/.test(plain) ? plain : `machine_${plain}`;
}
