import { Injectable } from '@nestjs/common';
import type { ResourceAnswer, ResourceBody } from '#libs/contracts/http/resources';
import type { Actor } from '#libs/database/actor';
import { Clock } from '#libs/database/clock';
import { Database } from '#libs/database/database';
import { Idempotency, type IdempotentRequest } from '#libs/database/idempotency';
import { Ids } from '#libs/database/ids';
import { Audit } from '#libs/messaging/audit';
import { validationFailed } from '../application/application.errors.ts';
import { Programme } from '../programme/programme.service.ts';
import { Resource } from './resource.entity.ts';
import { resourceNotFound } from './resource.errors.ts';
import { ResourceFile } from './resource-file.entity.ts';
import { pageOf } from './resource.shelf.ts';
import { uploadedFile } from './uploaded-file.ts';

interface Upload {
  readonly actor: Actor;
  readonly body: ResourceBody;
  readonly idempotency: IdempotentRequest | undefined;
}
interface Removal {
  readonly actor: Actor;
  readonly id: string;
  readonly reason: string;
}

/** An admin fills the resource centre and clears it; both stand on the audit trail. */
@Injectable()
export class Resources {
  constructor(
    private readonly database: Database,
    private readonly idempotency: Idempotency,
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly audit: Audit,
    private readonly programme: Programme,
  ) {}

  async upload({ actor, body, idempotency }: Upload): Promise<ResourceAnswer> {
    const rules = await this.programme.now();
    if (body.tier !== null && !rules.tiers.some(({ tier }) => tier.code === body.tier)) throw validationFailed([{ pointer: '/tier', detail: 'must be a tier of the programme' }]);
    const file = uploadedFile(body.file);
    if (!('bytes' in file)) throw validationFailed(file);
    const { bytes, size, hash } = file;
    return this.database.inTransaction(actor, (tx) =>
      this.idempotency.once(tx, idempotency, async () => {
        const resource = Resource.uploaded(body, { id: this.ids.uuid(), size, hash, at: this.clock.now() });
        await tx.insert(Resource, resource);
        await tx.insert(ResourceFile, { resourceId: resource.id, bytes });
        const details = { title: resource.title.en, tier: resource.tier, file: resource.fileName, size, hash };
        await this.audit.record(tx, { actor, action: 'resource.uploaded', subject: { kind: 'resource', id: resource.id }, details });
        return pageOf(resource, rules, 'en');
      }),
    );
  }

  async remove({ actor, id, reason }: Removal): Promise<void> {
    await this.database.inTransaction(actor, async (tx) => {
      const resource = await tx.findOneBy(Resource, { id });
      // Of two at once, the second waits here and finds it gone.
      const { affected } = await tx.delete(ResourceFile, { resourceId: id });
      if (resource === null || affected === 0) throw resourceNotFound();
      await tx.delete(Resource, { id });
      const details = { title: resource.title.en, file: resource.fileName, hash: resource.fileHash };
      await this.audit.record(tx, { actor, action: 'resource.removed', subject: { kind: 'resource', id }, why: reason, details });
    });
  }
}
