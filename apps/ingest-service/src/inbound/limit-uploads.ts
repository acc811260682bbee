import type { FastifyInstance } from 'fastify';

export interface UploadLimit {
  readonly withinMs: number;
  /** The one route that may take longer. */
  readonly except: string;
}

/** A request that has not arrived whole in time loses its connection. */
export function limitUploads(fastify: FastifyInstance, { withinMs, except }: UploadLimit): void {
  fastify.addHook('onRequest', ({ raw, routeOptions }, _reply, done) => {
    if (routeOptions.url !== except) {
      const cut = setTimeout(() => {
        if (!raw.complete) raw.destroy();
      }, withinMs);
      raw.once('close', () => clearTimeout(cut));
    }
    done();
  });
}
