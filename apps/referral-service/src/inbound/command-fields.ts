import { Refused } from '@continuum/contracts';
import { commandPipe } from '@continuum/service-kit';

const pipe = commandPipe();

/** The fields of one command, checked by the class of its type; errors name them as `data.…`. */
export async function commandFields<T>(
  type: new () => object,
  data: Record<string, unknown> | undefined,
): Promise<T> {
  try {
    return (await pipe.transform(data ?? {}, { type: 'body', metatype: type })) as T;
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    const fields = error.fields.map((wrong) => ({ ...wrong, field: `data.${wrong.field}` }));
    throw new Refused(error.code, error.message, fields);
  }
}
