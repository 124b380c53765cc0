import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { openDesign } from '../../src/designer/document/design';
import { exportedText } from '../../src/designer/exporting/exports';
import type { ExportSettings } from '../../src/designer/exporting/settings';
import { corpus } from './corpus';

const SETTINGS: ExportSettings = {
  name: 'order-saga',
  type: 'STANDARD',
  roleArn: 'arn:aws:iam::123456789012:role/stepwell',
  logging: {
    level: 'ERROR',
    includeExecutionData: true,
    destinations: [{ cloudWatchLogsLogGroup: { logGroupArn: 'arn:aws:logs:us-east-1:123456789012:log-group:orders:*' } }],
  },
  tags: [{ key: 'team', value: '${orders}' }],
};

const samples = corpus();
const order = openDesign(samples[0]?.text ?? '', 'json');
const properties = (text: string, id: string) => (parse(text) as { Resources: Record<string, { Properties: Record<string, unknown> }> }).Resources[id]?.Properties ?? {};
const definitionIn = (given: Record<string, unknown>): unknown => given['Definition'] ?? JSON.parse(given['DefinitionString'] as string);

/** What Terraform takes a template to say. */
function heredoc(text: string): string {
  const [, mark, body] = /<<-(\w+)\n([\s\S]*?)\n\s*\1\n/.exec(text) ?? [];
  expect(mark).toBeTruthy();
  return (body ?? '').replaceAll('$${', '${').replaceAll('%%{', '%{');
}

describe('a machine is exported', () => {
  test('as SAM', () => {
    const text = exportedText('sam', order, SETTINGS);
    expect(parse(text)).toMatchObject({ Transform: 'AWS::Serverless-2016-10-31', Parameters: { Role: { Default: SETTINGS.roleArn } } });
    expect(properties(text, 'OrderSaga')).toMatchObject({
      Name: 'order-saga',
      Type: 'STANDARD',
      Role: { Ref: 'Role' },
      Logging: { Level: 'ERROR', IncludeExecutionData: true },
      Tags: { team: '${orders}' },
    });
  });

  test('as CloudFormation', () => {
    expect(properties(exportedText('cloudformation', order, SETTINGS), 'OrderSaga')).toMatchObject({
      StateMachineName: 'order-saga',
      StateMachineType: 'STANDARD',
      RoleArn: { Ref: 'Role' },
      LoggingConfiguration: { Level: 'ERROR', Destinations: [{ CloudWatchLogsLogGroup: {} }] },
      Tags: [{ Key: 'team', Value: '${orders}' }],
    });
  });

  test('as Terraform, with what it would look into marked', () => {
    const text = exportedText('terraform', order, SETTINGS);
    expect(text).toContain('resource "aws_sfn_state_machine" "order_saga" {');
    expect(text).toContain('"team" = "$${orders}"');
    expect(text).toContain('value = aws_sfn_state_machine.order_saga.arn');
    expect(text.split('{').length).toBe(text.split('}').length);
  });

  test('with a resource’s name that the tool allows, whatever the machine is called', () => {
    const odd = { ...SETTINGS, name: '7 días' };
    expect(Object.keys((parse(exportedText('sam', order, odd)) as { Resources: object }).Resources)).toEqual(['StateMachine7DAs']);
    expect(exportedText('terraform', order, odd)).toContain('"machine_7_d_as"');
  });

  test.each(['json', 'yaml', 'sam', 'cloudformation', 'terraform'] as const)('as %s with the definition that was written', (kind) => {
    for (const { name, text } of samples) {
      const exported = exportedText(kind, openDesign(text, 'json'), { ...SETTINGS, name: 'x' });
      const definition =
        kind === 'terraform' ? JSON.parse(heredoc(exported)) : kind === 'json' || kind === 'yaml' ? parse(exported) : definitionIn(properties(exported, 'X'));
      expect(definition, name).toEqual(JSON.parse(text));
    }
  }, 30_000);

  test('as text where a template could not say it', () => {
    const design = openDesign('{"StartAt": "A", "States": {"A": {"Type": "Pass", "ResultPath": null, "End": true}}}', 'json');
    expect(properties(exportedText('cloudformation', design, SETTINGS), 'OrderSaga')['DefinitionString']).toBe(design.text);
    const referring = openDesign('{"StartAt": "A", "States": {"A": {"Type": "Pass", "Result": {"Ref": "x"}, "End": true}}}', 'json');
    expect(properties(exportedText('sam', referring, SETTINGS), 'OrderSaga')['Definition']).toBeUndefined();
  });

  test('with a heredoc that its own text can’t end, and templates inside kept', () => {
    const text = '{\n"Comment": "a ${b} %{c} ",\n"ASL":\n"x",\n"StartAt": "A", "States": {}\n}';
    expect(JSON.parse(heredoc(exportedText('terraform', openDesign(text, 'json'), SETTINGS)))).toEqual(JSON.parse(text));
  });
});
