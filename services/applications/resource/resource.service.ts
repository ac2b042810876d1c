import { Injectable } from '@nestjs/common';
import type { PublishedResource, ResourceBody } from '#libs/contracts/http/resources';
import type { Actor } from '#libs/database/actor';
import { Clock } from '#libs/database/clock';
import { Database } from '#libs/database/database';
import { Idempotency, type IdempotentRequest } from '#libs/database/idempotency';
import { Ids } from '#libs/database/ids';
import { Audit } from '#libs/messaging/audit';
import { vendorUser } from '#libs/service/auth/people';
import { beginning } from '#libs/service/publication';
import { validationFailed } from '../application/application.errors.ts';
import { Programme } from '../programme/programme.service.ts';
import { Tier } from '../programme/tier.entity.ts';
import { Resource } from './resource.entity.ts';
import { resourceNotFound } from './resource.errors.ts';
import { ResourceFile } from './resource-file.entity.ts';
import { publishedView } from './resource.view.ts';
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
  readonly idempotency: IdempotentRequest | undefined;
}

/** An admin fills the resource centre, at once or from a later moment on, and clears it; both stay with who and why, and stand on the audit trail. */
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

  async upload({ actor, body, idempotency }: Upload): Promise<PublishedResource> {
    const by = vendorUser(actor);
    const file = uploadedFile(body.file);
    if (!('bytes' in file)) throw validationFailed(file);
    const { bytes, size, hash } = file;
    const rules = await this.programme.now();
    return this.database.inTransaction(actor, (tx) =>
      this.idempotency.once(tx, idempotency, async () => {
        const at = this.clock.now();
        const from = beginning(body.effectiveFrom, at);
        const tiers = body.tier === null ? [] : await tx.findBy(Tier, { code: body.tier });
        if (body.tier !== null && !tiers.some((tier) => tier.countsAt(from))) throw validationFailed([{ pointer: '/tier', detail: 'must be a tier of the programme' }]);
        const resource = Resource.uploaded(body, { id: this.ids.uuid(), size, hash, at, by, from });
        await tx.insert(Resource, resource);
        await tx.insert(ResourceFile, { resourceId: resource.id, bytes });
        const details = { title: resource.title.en, tier: resource.tier, file: resource.fileName, size, hash, effectiveFrom: from.toISOString() };
        await this.audit.record(tx, { actor, action: 'resource.uploaded', subject: { kind: 'resource', id: resource.id }, why: body.reason, details });
        return publishedView(resource, rules, 'en');
      }),
    );
  }

  async remove({ actor, id, reason, idempotency }: Removal): Promise<void> {
    const by = vendorUser(actor);
    await this.database.inTransaction(actor, (tx) =>
      this.idempotency.once(tx, idempotency, async () => {
        const resource = await tx.findOne(Resource, { where: { id }, lock: { mode: 'pessimistic_write' } });
        // Of two at once, the second waits here and finds it removed.
        if (resource === null || resource.removedAt !== null) throw resourceNotFound();
        resource.remove(this.clock.now(), by, reason);
        const { validTo, removedAt, removedBy, removalReason } = resource;
        await tx.update(Resource, { id }, { validTo, removedAt, removedBy, removalReason });
        await tx.delete(ResourceFile, { resourceId: id });
        const details = { title: resource.title.en, file: resource.fileName, hash: resource.fileHash };
        await this.audit.record(tx, { actor, action: 'resource.removed', subject: { kind: 'resource', id }, why: reason, details });
        return null;
      }),
    );
  }
}
