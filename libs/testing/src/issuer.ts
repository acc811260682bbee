import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';

export interface TokenClaims {
  readonly sub?: string;
  readonly client_id?: string;
  readonly aud: string;
  /** When the token is made; it lasts five minutes unless told otherwise. */
  readonly at?: Date;
  readonly lastsS?: number;
  readonly auth_time?: number;
  readonly amr?: string[];
}

export interface TestIssuer {
  readonly url: string;
  token(claims: TokenClaims): Promise<string>;
  close(): Promise<void>;
}

interface IssuerOptions {
  readonly now?: () => Date;
  /** What every client of the token route must know. */
  readonly clientSecret?: string;
}

const KEY_ID = 'test-key';

/** An OIDC issuer with discovery, keys and client credentials; signs any token for any instant. */
export async function anIssuer(options: IssuerOptions = {}): Promise<TestIssuer> {
  const { now = () => new Date(), clientSecret = 'test-secret' } = options;
  const { privateKey, publicKey } = await generateKeyPair('RS256');
  const keys = [{ ...(await exportJWK(publicKey)), kid: KEY_ID, alg: 'RS256', use: 'sig' }];
  let url = '';

  const token = ({ at = now(), lastsS = 300, ...claims }: TokenClaims) => {
    const iat = Math.floor(+at / 1000);
    const { sub = claims.client_id } = claims;
    return new SignJWT({ ...claims, ...(sub && { sub }), iss: url, iat, exp: iat + lastsS })
      .setProtectedHeader({ alg: 'RS256', kid: KEY_ID, typ: 'at+jwt' })
      .sign(privateKey);
  };

  const grant = async (request: IncomingMessage): Promise<Answer> => {
    const { client, secret, aud } = await clientOf(request);
    if (!client || secret !== clientSecret) return [401, { error: 'invalid_client' }];
    if (!aud) return [400, { error: 'invalid_target' }];
    const access_token = await token({ client_id: client, aud });
    return [200, { access_token, token_type: 'Bearer', expires_in: 300 }];
  };
  const answer = async (request: IncomingMessage): Promise<Answer> => {
    switch (request.url) {
      case '/.well-known/openid-configuration':
        return [200, { issuer: url, jwks_uri: `${url}/jwks`, token_endpoint: `${url}/token` }];
      case '/jwks':
        return [200, { keys }];
      case '/token':
        return grant(request);
      default:
        return [404, {}];
    }
  };

  const server = createServer((request, response) => {
    const end = ([status, body]: Answer) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    answer(request).then(end, () => end([400, { error: 'invalid_request' }]));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { url, token, close };
}

type Answer = [status: number, body: object];

async function clientOf(request: IncomingMessage) {
  const form = new URLSearchParams(await bodyOf(request));
  const [scheme, credentials = ''] = (request.headers.authorization ?? '').split(' ');
  const basic = scheme === 'Basic' ? Buffer.from(credentials, 'base64').toString() : ':';
  const [id = '', secret = ''] = basic.split(':').map(decodeURIComponent);
  return {
    client: id || form.get('client_id'),
    secret: secret || form.get('client_secret'),
    aud: form.get('resource') ?? form.get('audience'),
  };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString();
}
