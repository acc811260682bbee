import {
  createParamDecorator,
  Injectable,
  type ExecutionContext,
  type PipeTransform,
} from '@nestjs/common';
import type { CallerIdentity } from '@continuum/service-kit';
import type { Source } from '../domain/source.js';
import { Sources } from '../store/sources.js';

/** Department and source come from the credential, never from the body. */
@Injectable()
export class SourcePipe implements PipeTransform<string | undefined, Source> {
  constructor(private readonly sources: Sources) {}

  transform(clientId: string | undefined): Source {
    return this.sources.of(clientId);
  }
}

const ClientId = createParamDecorator(
  (_: unknown, context: ExecutionContext) =>
    context.switchToHttp().getRequest<{ caller?: CallerIdentity }>().caller?.service,
);

/** `push(@OfSource() source: Source)`: the one source that the caller's credential opens. */
export const OfSource = () => ClientId(SourcePipe);
