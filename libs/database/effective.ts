import { Column } from 'typeorm';

/** A row that counts from one moment (included) to another (excluded); `infinity` arrives as the number Infinity. */
export abstract class Effective {
  @Column('timestamptz') validFrom!: Date;
  @Column('timestamptz') validTo!: Date | number;

  countsAt(moment: Date): boolean {
    return Number(this.validFrom) <= moment.getTime() && moment.getTime() < Number(this.validTo);
  }
}
