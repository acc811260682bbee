import { Clock } from './clock.js';
import { Issuer, Unavailable } from './issuer.js';

interface Held {
  readonly token: string;
  readonly expiresAt: number;
}

/** Client-credentials tokens whose audience is the called service, kept until shortly before they end. */
export class ServiceTokens {
  private readonly held = new Map<string, Promise<Held>>();

  constructor(
    private readonly issuer: Issuer,
    private readonly client: { readonly id: string; readonly secret: string },
    private readonly clock: Clock,
  ) {}

  async for(audience: string): Promise<string> {
    const held = await this.held.get(audience)?.catch(() => undefined);
    if (held && held.expiresAt - 30_000 > this.clock.now().getTime()) return held.token;
    const fresh = this.request(audience);
    this.held.set(audience, fresh);
    return (await fresh).token;
  }

  private async request(audience: string): Promise<Held> {
    const { token_endpoint } = await this.issuer.discover();
    const { id, secret } = this.client;
    const response = await fetch(token_endpoint, {
      method: 'POST',
      headers: { authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}` },
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        resource: `urn:continuum:${audience}`,
      }),
      signal: AbortSignal.timeout(5_000),
    });
    if (!response.ok) throw new Unavailable('issuer');
    const answer = (await response.json()) as { access_token: string; expires_in: number };
    return {
      token: answer.access_token,
      expiresAt: this.clock.now().getTime() + answer.expires_in * 1000,
    };
  }
}
