import { Injectable } from '@nestjs/common';

export interface User {
  id: string;
  email: string;
}

@Injectable()
export class UsersService {
  async check(email: string, password: string): Promise<User | null> {
    return password === 'right' ? { id: 'usr_1', email } : null;
  }
}
