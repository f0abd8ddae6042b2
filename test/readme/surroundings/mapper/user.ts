export interface User {
  id: string;
  email: string;
  emailConfirmed: boolean;
  roles: string[];
  companyId: string;
  companyName: string;
  plan: string;
}
