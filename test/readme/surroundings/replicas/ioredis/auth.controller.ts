export { AuthController } from '../redis/auth.controller.js';
