import { Column } from 'typeorm';

/** A row that counts from one moment (included) to another (excluded); `infinity` arrives as the number Infinity. One that was cancelled before it began ends where it begins. */
export abstract class Effective {
  @Column('timestamptz') validFrom!: Date;
  @Column('timestamptz') validTo!: Date | number;

  get isCancelled(): boolean {
    return Number(this.validTo) <= Number(this.validFrom);
  }

  countsAt(moment: Date): boolean {
    return Number(this.validFrom) <= moment.getTime() && moment.getTime() < Number(this.validTo);
  }
}
