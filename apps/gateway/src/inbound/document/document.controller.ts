import { Controller, Get } from '@nestjs/common';
import type { OpenAPIObject } from '@nestjs/swagger';
import { AnswersObject } from '../decision/answers.js';
import { WithoutPersons } from '../decision/decided.js';

/** Holds the document, which can only be made when all controllers are known. */
export class ApiDocument {
  content: OpenAPIObject | undefined;
}

@Controller('openapi.json')
export class DocumentController {
  constructor(private readonly document: ApiDocument) {}

  @Get()
  @AnswersObject('OpenAPI 3.1.')
  @WithoutPersons('this document')
  show(): OpenAPIObject | undefined {
    return this.document.content;
  }
}
