import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';

export interface Booking {
  readonly id: string;
  readonly destination: string;
}

const kept = 20;

/** What users have booked through this process: the newest few of each, in memory. */
@Injectable()
export class BookingsService {
  readonly #bookings = new Map<string, readonly Booking[]>();

  /** @param sub whose they are */
  listOf(sub: string): readonly Booking[] {
    return this.#bookings.get(sub) ?? [];
  }

  book(sub: string, destination: string): Booking {
    const booking = { id: `bok_${randomUUID()}`, destination };
    this.#bookings.set(sub, [booking, ...this.listOf(sub)].slice(0, kept));
    return booking;
  }
}
