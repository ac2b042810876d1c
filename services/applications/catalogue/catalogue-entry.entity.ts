import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Effective } from '#libs/database/effective';
import type { Labels } from '../programme/labels.ts';

export type CatalogueKind = 'certification' | 'capability' | 'client_type' | 'industry' | 'product_family' | 'rejection_reason';

/** A code that may be chosen, with what people read for it. */
@Entity()
export class CatalogueEntry extends Effective {
  @PrimaryColumn('uuid') id!: string;
  @Column('text') kind!: CatalogueKind;
  @Column('text') code!: string;
  @Column('integer') position!: number;
  @Column('jsonb') label!: Labels;
}
