/** Where a mail may go from each state. `sent` and `cancelled` are final; `failed` waits for a person. */
export const deliveryTransitions = {
  due: ['sent', 'failed', 'cancelled'],
  failed: ['due', 'cancelled'],
  sent: [],
  cancelled: [],
} as const satisfies Record<string, readonly string[]>;

export type DeliveryStatus = keyof typeof deliveryTransitions;
