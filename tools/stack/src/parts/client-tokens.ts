/** Tokens as a service or a source gets them: from the issuer, by client credentials, kept while they last. */
export class ClientTokens {
  private readonly held = new Map<string, { token: string; untilMs: number }>();

  constructor(
    private readonly issuerUrl: string,
    private readonly secretOf: (client: string) => string,
  ) {}

  async of(client: string, audience: string): Promise<string> {
    const held = this.held.get(`${client} ${audience}`);
    if (held && held.untilMs > Date.now()) return held.token;

    const basic = Buffer.from(`${client}:${this.secretOf(client)}`).toString('base64');
    const answer = await fetch(`${this.issuerUrl}/token`, {
      method: 'POST',
      headers: { authorization: `Basic ${basic}` },
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        resource: `urn:continuum:${audience}`,
      }),
    });
    if (!answer.ok) throw new Error(`The issuer gave ${client} no token (${answer.status}).`);
    const { access_token, expires_in } = (await answer.json()) as {
      access_token: string;
      expires_in: number;
    };
    const untilMs = Date.now() + (expires_in - 60) * 1000;
    this.held.set(`${client} ${audience}`, { token: access_token, untilMs });
    return access_token;
  }
}
