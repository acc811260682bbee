import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';
import { plainToInstance } from 'class-transformer';
import { getMetadataStorage } from 'class-validator';

type Dto = new () => object;
type Rule = ReturnType<
  ReturnType<typeof getMetadataStorage>['getTargetValidationMetadatas']
>[number];
type Words = Record<string, unknown>;

const described = new Set<Dto>();

/** What the pipe checks is what the document says: the decorators of a command become its properties. */
export function describeDto(dto: Dto): void {
  if (described.has(dto)) return;
  described.add(dto);
  for (const [property, rules] of Map.groupBy(rulesOf(dto), ({ propertyName }) => propertyName)) {
    const nested = nestedIn(dto, property);
    if (nested) describeDto(nested);
    ApiProperty(propertyOf(rules, nested))(dto.prototype as object, property);
  }
}

export const isDto = (type: unknown): type is Dto =>
  typeof type === 'function' && rulesOf(type as Dto).length > 0;

function rulesOf(dto: Dto): Rule[] {
  return getMetadataStorage().getTargetValidationMetadatas(dto, '', false, false);
}

/** The class that the pipe would make of what stands there. */
function nestedIn(dto: Dto, property: string): Dto | undefined {
  const made = plainToInstance(dto, { [property]: [{}] }) as Record<string, [object] | undefined>;
  const type = made[property]?.[0].constructor as Dto | undefined;
  return type === Object ? undefined : type;
}

function propertyOf(rules: Rule[], nested: Dto | undefined): ApiPropertyOptions {
  const required = !rules.some(({ type }) => type === 'conditionalValidation');
  const own = Object.assign({}, ...rules.filter(({ each }) => !each).map(wordsOf)) as Words;
  const ofItems = Object.assign({}, ...rules.filter(({ each }) => each).map(wordsOf)) as Words;
  if (nested) return { required, type: nested, isArray: own['type'] === 'array' };
  if (own['type'] !== 'array') return { required, ...own } as ApiPropertyOptions;
  return { required, ...own, items: { type: 'string', ...ofItems } } as ApiPropertyOptions;
}

/** One check in the words of JSON Schema; a check that has none there says nothing. */
function wordsOf({ name = '', constraints }: Rule): Words {
  return WORDS[name]?.(...((constraints ?? []) as unknown[])) ?? {};
}

const WORDS: Readonly<Record<string, (first?: unknown, second?: unknown) => Words>> = {
  isString: () => ({ type: 'string' }),
  isUuid: () => ({ type: 'string', format: 'uuid' }),
  isIso8601: () => ({ type: 'string', format: 'date-time' }),
  matches: (pattern) => ({ type: 'string', pattern: (pattern as RegExp).source }),
  isIn: (values) => ({ type: 'string', enum: values }),
  isInt: () => ({ type: 'integer' }),
  isBoolean: () => ({ type: 'boolean' }),
  isObject: () => ({ type: 'object', additionalProperties: true }),
  isArray: () => ({ type: 'array' }),
  min: (minimum) => ({ minimum }),
  max: (maximum) => ({ maximum }),
  maxLength: (maxLength) => ({ maxLength }),
  minLength: (minLength) => ({ minLength }),
  isLength: (minLength, maxLength) => ({ minLength, maxLength }),
  arrayMaxSize: (maxItems) => ({ maxItems }),
  arrayNotEmpty: () => ({ minItems: 1 }),
};
