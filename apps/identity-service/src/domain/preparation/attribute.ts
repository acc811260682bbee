import type { Subject } from '@continuum/contracts';
import type { AttributeFeature } from './features.js';
import { words } from './text.js';

/** A value of a kind that the model in force compares, word by word; undefined where it says nothing. */
export function prepareAttribute({
  kind,
  value,
}: Subject['attributes'][number]): AttributeFeature | undefined {
  const text = words(value).join(' ');
  return text === '' ? undefined : { kind, value: text };
}
