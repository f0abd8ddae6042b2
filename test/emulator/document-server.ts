import { createServer, type Server } from 'node:https';
import { generate } from 'selfsigned';

/** Serves one client id metadata document over https, with a certificate of its own. */
export class DocumentServer {
  /** Beside `client_id`, which is always the document's URL. */
  document: Record<string, unknown> = {};

  private constructor(private readonly server: Server) {}

  static async start(document: Record<string, unknown>): Promise<DocumentServer> {
    const { cert, private: key } = await generate([{ name: 'commonName', value: 'localhost' }], {
      algorithm: 'sha256',
    });
    const server = createServer({ cert, key });
    const documents = new DocumentServer(server);
    documents.document = document;
    server.on('request', (_, response) => {
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ client_id: documents.url, ...documents.document }));
    });
    await new Promise<void>((resolve) => server.listen(0, resolve));
    return documents;
  }

  get url(): string {
    const address = this.server.address();
    return `https://localhost:${typeof address === 'object' ? address?.port : ''}/client.json`;
  }

  close(): void {
    this.server.close();
  }
}
