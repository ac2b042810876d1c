import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Effective } from '#libs/database/effective';

/** A part of the vendor's range for which deals are registered; its label stands in the catalogue. */
@Entity()
export class ProductFamily extends Effective {
  @PrimaryColumn('uuid') id!: string;
  @Column('text') code!: string;
}
