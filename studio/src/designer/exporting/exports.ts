import { colourOf } from '../../design/colourOf';
import { layout } from '../../graph/layout';
import { pictureOf } from '../../graph/picture';
import { raster } from '../../graph/raster';
import { converted, graphOf, type Design } from '../document/design';
import { cloudFormationTemplate, samTemplate } from './cloudFormation';
import type { ExportSettings } from './settings';
import { terraformResource } from './terraform';

/** The texts that a machine is exported as. */
export const TEXTS = {
  json: { title: 'JSON', about: 'The definition in Amazon States Language', file: '.asl.json', type: 'application/json', language: 'json' },
  yaml: { title: 'YAML', about: 'The definition in YAML', file: '.asl.yaml', type: 'application/yaml', language: 'yaml' },
  sam: { title: 'AWS SAM', about: 'A template for sam deploy', file: '.sam.yaml', type: 'application/yaml', language: 'yaml' },
  cloudformation: { title: 'CloudFormation', about: 'A template for a stack', file: '.cloudformation.yaml', type: 'application/yaml', language: 'yaml' },
  terraform: { title: 'Terraform', about: 'A resource of the aws provider', file: '.tf', type: 'text/plain', language: 'json' },
} as const;

export type TextKind = keyof typeof TEXTS;

export function exportedText(kind: TextKind, design: Design, settings: ExportSettings): string {
  switch (kind) {
    case 'json':
    case 'yaml':
      return converted(design, kind).text;
    case 'sam':
      return samTemplate(design, settings);
    case 'cloudformation':
      return cloudFormationTemplate(design, settings);
    case 'terraform':
      return terraformResource(design, settings);
  }
}

/** The graph as a picture in the colours of the page. */
export async function exportedPicture(kind: 'svg' | 'png', design: Design): Promise<Blob> {
  const placed = await layout(graphOf(design).root, new Set());
  const picture = pictureOf(placed, () => undefined, colourOf);
  return kind === 'svg' ? new Blob([picture.svg], { type: 'image/svg+xml' }) : raster(picture);
}
