import { Code, ConnectError, type ConnectRouter } from '@connectrpc/connect';
import { AuthService } from '@scalekit-sdk/node/lib/pkg/grpc/scalekit/v1/auth/auth_pb.js';
import { credentials, user as expected } from './credentials.js';
import { authRequestId, isAuthorized, type Ledger } from './ledger.js';

/** The same push over gRPC, by the official SDK's own descriptors. */
export function authService(ledger: Ledger): (router: ConnectRouter) => void {
  return (router) =>
    router.service(AuthService, {
      updateLoginUserDetails({ connectionId, user }, context) {
        if (!isAuthorized(ledger, context.requestHeader.get('authorization'))) {
          throw new ConnectError('Token empty', Code.Unauthenticated);
        }
        const isWhole =
          connectionId === credentials.connectionId &&
          user?.sub === expected.sub &&
          user.email === expected.email;
        if (!isWhole) throw new ConnectError('Validation error', Code.InvalidArgument);
        ledger.pushes += 1;
        return { authRequestId };
      },
    });
}
