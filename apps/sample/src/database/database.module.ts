import { Global, Module } from '@nestjs/common';
import { sampleConfig, type SampleConfig } from '../config/sample.config.js';
import { Database } from './database.js';
import { EmbeddedDatabase } from './embedded.database.js';
import { schema } from './schema.js';
import { ServerDatabase } from './server.database.js';

@Global()
@Module({
  providers: [
    {
      provide: Database,
      inject: [sampleConfig.KEY],
      useFactory: async ({ databaseUrl, embedded }: SampleConfig): Promise<Database> => {
        const database = databaseUrl
          ? new ServerDatabase(databaseUrl)
          : await EmbeddedDatabase.open(embedded);
        await database.migrate(schema);
        return database;
      },
    },
  ],
  exports: [Database],
})
export class DatabaseModule {}
