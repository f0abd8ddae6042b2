import { Module, type DynamicModule } from '@nestjs/common';
import { ConfigModule } from '@nestjs/config';
import { APP_FILTER } from '@nestjs/core';
import { ScalekitFederationModule } from 'nestjs-scalekit-federation';
import { AuthModule } from './auth/auth.module.js';
import { sampleConfig, type SampleConfig } from './config/sample.config.js';
import { ConnectedAppsService } from './connected-apps/connected-apps.service.js';
import { DatabaseModule } from './database/database.module.js';
import { DemoDataService } from './demo/demo-data.service.js';
import { Claims } from './federation/claims.js';
import { ClaimsModule } from './federation/claims.module.js';
import { federationOptions } from './federation/federation-options.js';
import { HealthModule } from './health/health.module.js';
import { HomeController } from './home/home.controller.js';
import { LoginStylesModule } from './login-styles/login-styles.module.js';
import { ErrorPageFilter } from './pages/error-page.filter.js';
import { PeopleController } from './people/people.controller.js';
import { PeopleService } from './people/people.service.js';
import { SessionModule } from './session/session.module.js';
import { SsoModule } from './sso/sso.module.js';
import { ShipmentsService } from './shipments/shipments.service.js';
import { UsersModule } from './users/users.module.js';
import { UsersService } from './users/users.service.js';

@Module({
  imports: [
    ConfigModule.forRoot({
      isGlobal: true,
      load: [sampleConfig],
      envFilePath: ['.env', 'apps/sample/.env'],
    }),
    DatabaseModule,
    SessionModule,
    AuthModule,
    HealthModule,
  ],
  controllers: [HomeController, PeopleController],
  providers: [
    ShipmentsService,
    ConnectedAppsService,
    PeopleService,
    DemoDataService,
    { provide: APP_FILTER, useClass: ErrorPageFilter },
  ],
})
export class AppModule {
  static for(config: SampleConfig): DynamicModule {
    const development = config.production ? [] : [LoginStylesModule];
    return {
      module: AppModule,
      imports: [
        ScalekitFederationModule.forRootAsync({
          imports: [UsersModule, ClaimsModule],
          inject: [sampleConfig.KEY, UsersService, Claims],
          useFactory: federationOptions,
        }),
        SsoModule.for(config),
        ...development,
      ],
    };
  }
}
