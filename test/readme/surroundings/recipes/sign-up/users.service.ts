import { Injectable } from '@nestjs/common';

@Injectable()
export class UsersService {
  async create({ email }: { email: string; password: string }) {
    return { id: 'usr_1', email, emailVerified: false };
  }
}
