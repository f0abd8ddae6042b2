import type { INestApplication } from '@nestjs/common';
import type { SampleConfig } from '../config/sample.config.js';
import { postedAnswers } from '../sso/saml/saml.controller.js';

/**
 * Which other origins may do what: the pages of our front ends may fetch and post, without cookies, and
 * identity providers may post their answers. Everybody else's posts are refused.
 */
export function openToFrontEnds(app: INestApplication, { frontEnd }: SampleConfig): void {
  const origins = frontEnd?.origins ?? [];
  if (origins.length > 0) app.enableCors({ origin: origins, methods: ['GET', 'POST'] });
  // Nest's protection takes no word from CORS.
  app.enableCsrfProtection({ exclude: [postedAnswers], trustedOrigins: origins });
}
