import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { FileType, ResourceAnswer, ResourceBody, ResourceKind } from '#libs/contracts/http/resources';
import { Effective } from '#libs/database/effective';
import type { Labels } from '../programme/labels.ts';

/** What the vendor gives partners to sell with, or anybody to look at, from a moment on; its bytes stand in `resource_file` until it is taken out. */
@Entity()
export class Resource extends Effective {
  @PrimaryColumn('uuid') id!: string;
  @Column('text') kind!: ResourceKind;
  @Column('jsonb') title!: Labels;
  @Column('jsonb') summary!: Labels;
  @Column('jsonb') contents!: Labels[];
  /** From which tier on it is open; null: to everybody. */
  @Column('text', { nullable: true }) tier!: string | null;
  @Column('jsonb') length!: ResourceAnswer['length'];
  @Column('text') fileName!: string;
  @Column('text') fileType!: FileType;
  @Column('integer') fileSize!: number;
  /** SHA-256 of the bytes, hexadecimal: what browsers ask again with. */
  @Column('text') fileHash!: string;
  @Column('timestamptz') uploadedAt!: Date;

  /** null for what was there from the beginning, as is the next. */
  @Column('uuid', { nullable: true }) publishedBy!: string | null;
  /** In the words of who uploaded it. */
  @Column('text', { nullable: true }) reason!: string | null;
  @Column('timestamptz', { nullable: true }) removedAt!: Date | null;
  @Column('uuid', { nullable: true }) removedBy!: string | null;
  @Column('text', { nullable: true }) removalReason!: string | null;

  static uploaded({ kind, title, summary, contents, tier, length, file, reason }: ResourceBody, of: { id: string; size: number; hash: string; at: Date; by: string; from: Date }): Resource {
    const { id, size: fileSize, hash: fileHash, at: uploadedAt, by: publishedBy, from: validFrom } = of;
    const published = { uploadedAt, publishedBy, reason, validFrom, validTo: Number.POSITIVE_INFINITY, removedAt: null, removedBy: null, removalReason: null };
    return Object.assign(new Resource(), { id, kind, title, summary, contents, tier, length, fileName: file.name, fileType: file.type, fileSize, fileHash, ...published });
  }

  /** What has not begun counts at no moment then. */
  remove(at: Date, by: string, reason: string): void {
    this.validTo = at < this.validFrom ? this.validFrom : at;
    this.removedAt = at;
    this.removedBy = by;
    this.removalReason = reason;
  }
}
