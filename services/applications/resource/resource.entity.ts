import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { FileType, ResourceAnswer, ResourceBody, ResourceKind } from '#libs/contracts/http/resources';
import type { Labels } from '../programme/labels.ts';

/** What the vendor gives partners to sell with, or anybody to look at; its bytes stand in `resource_file`. */
@Entity()
export class Resource {
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

  static uploaded({ kind, title, summary, contents, tier, length, file }: ResourceBody, of: { id: string; size: number; hash: string; at: Date }): Resource {
    const { id, size: fileSize, hash: fileHash, at: uploadedAt } = of;
    return Object.assign(new Resource(), { id, kind, title, summary, contents, tier, length, fileName: file.name, fileType: file.type, fileSize, fileHash, uploadedAt });
  }
}
