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
    ApiProperty(propertyOf(rules, nested))(dto.prototype, property);
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
  const required = !rules.some(
    ({ name, type }) => (name ?? type) === 'isOptional' || isOptional(type),
  );
  const own = Object.assign({}, ...rules.filter(({ each }) => !each).map(wordsOf)) as Words;
  const ofItems = Object.assign({}, ...rules.filter(({ each }) => each).map(wordsOf)) as Words;
  if (nested) return { required, type: nested, isArray: own['type'] === 'array' };
  if (own['type'] !== 'array') return { required, ...own } as ApiPropertyOptions;
  return { required, ...own, items: { type: 'string', ...ofItems } } as ApiPropertyOptions;
}

const isOptional = (type: string) => type === 'conditionalValidation';

/** One check in the words of JSON Schema; a check that has none there says nothing. */
function wordsOf({ name, constraints }: Rule): Words {
  const [first, second] = (constraints ?? []) as unknown[];
  switch (name) {
    case 'isString':
      return { type: 'string' };
    case 'isUuid':
      return { type: 'string', format: 'uuid' };
    case 'isIso8601':
      return { type: 'string', format: 'date-time' };
    case 'matches':
      return { type: 'string', pattern: (first as RegExp).source };
    case 'isIn':
      return { type: 'string', enum: first };
    case 'isInt':
      return { type: 'integer' };
    case 'isBoolean':
      return { type: 'boolean' };
    case 'isObject':
      return { type: 'object', additionalProperties: true };
    case 'isArray':
      return { type: 'array' };
    case 'min':
      return { minimum: first };
    case 'max':
      return { maximum: first };
    case 'maxLength':
      return { maxLength: first };
    case 'minLength':
      return { minLength: first };
    case 'isLength':
      return { minLength: first, maxLength: second };
    case 'arrayMaxSize':
      return { maxItems: first };
    case 'arrayNotEmpty':
      return { minItems: 1 };
    default:
      return {};
  }
}
