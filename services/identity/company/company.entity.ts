import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Identity's copy of a partner: what its people's pages and mails call it. Owned by applications. */
@Entity()
export class Company {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  name!: string;
}
