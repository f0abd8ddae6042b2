import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';

export class Shipment {
  readonly id!: string;
  readonly destination!: string;
  readonly carrier!: string;
  readonly status!: 'booked' | 'in transit' | 'delivered';
  /** ISO 8601 date. */
  readonly dueOn!: string;
}

@Injectable()
export class ShipmentsService {
  constructor(private readonly database: Database) {}

  /** Shipments of one organization, the latest first. */
  listFor(organizationId: string): Promise<Shipment[]> {
    return this.database.query(
      Shipment,
      `select id, destination, carrier, status, to_char(due_on, 'YYYY-MM-DD') as "dueOn"
         from shipments where organization_id = $1 order by due_on desc`,
      [organizationId],
    );
  }
}
