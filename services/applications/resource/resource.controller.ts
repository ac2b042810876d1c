import { Body, Controller, Get, Headers, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { z } from 'zod';
import { catalogueQuery } from '#libs/contracts/http/programme';
import { largestUpload, publishedResource, publishedResourcesAnswer, removeResourceBody, resourceBody, resourcesAnswer, type PublishedResource, type ResourceBody } from '#libs/contracts/http/resources';
import { id as idSchema } from '#libs/contracts/primitives';
import type { Actor } from '#libs/database/actor';
import { Answers } from '#libs/service/answers';
import { Public, PublicOrSignedIn, Requires } from '#libs/service/auth/access';
import { CurrentActor } from '#libs/service/auth/current';
import { TakesUpTo } from '#libs/service/body-size';
import { IdempotencyKey, type IdempotencyRequest } from '#libs/service/http';
import { Resources } from './resource.service.ts';
import { ResourceShelf } from './resource.shelf.ts';

/** Sales playbooks, demo material, certification programmes. */
@Controller('resources')
export class ResourceController {
  constructor(
    private readonly shelf: ResourceShelf,
    private readonly resources: Resources,
  ) {}

  /** What there is, and from which tier on it opens. */
  @Get()
  @Public()
  @Answers(200, resourcesAnswer, 'By kind, then by tier; the same for everybody.')
  list(@CurrentActor() actor: Actor, @Query({ schema: catalogueQuery }) { locale }: z.output<typeof catalogueQuery>): Promise<z.output<typeof resourcesAnswer>> {
    return this.shelf.list(actor, locale);
  }

  /** With what is to come and what was taken out. */
  @Get('published')
  @Requires('programme:read')
  @Answers(200, publishedResourcesAnswer, 'Past and to come, with who put it there or took it out, and why.')
  published(@CurrentActor() actor: Actor, @Query({ schema: catalogueQuery }) { locale }: z.output<typeof catalogueQuery>): Promise<z.output<typeof publishedResourcesAnswer>> {
    return this.shelf.published(actor, locale);
  }

  /** The file itself, for who may have it. */
  @Get(':id/file')
  @PublicOrSignedIn()
  @Answers(200, undefined, 'The bytes, to be saved; the ETag goes into If-None-Match.')
  @Answers(304, undefined, 'You have it already.')
  async file(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: idSchema }) id: string,
    @Headers('if-none-match') known: string | undefined,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { resource: found, bytes } = await this.shelf.file(actor, id, (hash) => known?.includes(`"${hash}"`) === true);
    void reply.headers({ etag: `"${found.fileHash}"`, 'cache-control': 'private, no-cache' });
    if (bytes === undefined) {
      void reply.code(304).send();
      return;
    }
    // Always saved and never shown as a page of ours, whatever is in it.
    const disposition = `attachment; filename="${found.fileName.replaceAll(/[^\x20-\x7e]/g, '_')}"; filename*=UTF-8''${encodeURIComponent(found.fileName)}`;
    const type = found.fileType === 'application/pdf' ? found.fileType : `${found.fileType}; charset=utf-8`;
    void reply.headers({ 'content-type': type, 'content-disposition': disposition, 'x-content-type-options': 'nosniff' }).send(bytes);
  }

  /** Puts a file into the resource centre, at once or from a later moment on; at most 5 MiB. */
  @Post()
  @Requires('resources:manage')
  @TakesUpTo(largestUpload)
  @Answers(201, publishedResource, 'It is there for everybody to see, or will be.')
  upload(@CurrentActor() actor: Actor, @Body({ schema: resourceBody }) body: ResourceBody, @IdempotencyKey() idempotency: IdempotencyRequest | undefined): Promise<PublishedResource> {
    return this.resources.upload({ actor, body, idempotency });
  }

  /** Takes it out again; that it was there stays on record, its file does not. */
  @Post(':id/remove')
  @HttpCode(204)
  @Requires('resources:manage')
  @Answers(204, undefined, 'It is gone.')
  remove(@CurrentActor() actor: Actor, @Param('id', { schema: idSchema }) id: string, @Body({ schema: removeResourceBody }) { reason }: z.output<typeof removeResourceBody>, @IdempotencyKey() idempotency: IdempotencyRequest | undefined): Promise<void> {
    return this.resources.remove({ actor, id, reason, idempotency });
  }
}
