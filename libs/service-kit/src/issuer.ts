interface Discovery {
  readonly jwks_uri: string;
  readonly token_endpoint: string;
}

/** The city's OIDC issuer, as its discovery document describes it. */
export class Issuer {
  constructor(readonly url: string) {}

  async discover(): Promise<Discovery> {
    const response = await fetch(`${this.url}/.well-known/openid-configuration`, {
      signal: AbortSignal.timeout(5_000),
    });
    if (!response.ok) throw new Unavailable('issuer');
    return (await response.json()) as Discovery;
  }
}

/** Infrastructure: another part does not answer. Asking again later helps. */
export class Unavailable extends Error {
  override readonly name = 'Unavailable';
  constructor(
    readonly part: string,
    options?: ErrorOptions,
  ) {
    super(`${part} does not answer`, options);
  }
}
