import type { OpenAPIObject } from '@nestjs/swagger';

export interface Route {
  readonly method: string;
  readonly path: string;
  readonly name: string;
  readonly 'x-decided'?: string;
  readonly 'x-without-persons'?: string;
  readonly requestBody?: object;
  readonly responses: Readonly<Record<string, { readonly content?: object }>>;
  readonly parameters?: readonly { readonly name: string; readonly required?: boolean }[];
}

/** Every route of the document, one by one. */
export const routesOf = ({ paths }: OpenAPIObject): Route[] =>
  Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods as Record<string, Pick<Route, 'responses'>>).map(([method, route]) => ({
      ...route,
      method: method.toUpperCase(),
      path,
      name: `${method.toUpperCase()} ${path}`,
    })),
  );
