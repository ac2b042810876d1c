import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The bytes of a resource, apart from it so that no list reads them. */
@Entity()
export class ResourceFile {
  @PrimaryColumn('uuid') resourceId!: string;
  @Column('bytea') bytes!: Buffer;
}
