// An app whose login is measured: node app.ts with|without|empty
import { serveApp } from '../app/serve-app.js';
import { federationOptions } from '../federation-options.js';
import { library } from '../library.js';
import {
  EmptyLoginController,
  FederatedLoginController,
  PlainLoginController,
} from './controllers.js';

// A plain login never calls Scalekit, so nobody has to be there.
const federation = library.ScalekitFederationModule.forRoot(federationOptions('https://127.0.0.1'));
const variants = {
  without: { controllers: [PlainLoginController] },
  empty: { controllers: [EmptyLoginController] },
  with: { imports: [federation], controllers: [FederatedLoginController] },
};

export type Variant = keyof typeof variants;

await serveApp(variants[process.argv[2] as Variant]);
