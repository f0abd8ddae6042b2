import { z } from 'zod';

const readySchema = z.object({
  ready: z.literal(true),
  environmentUrl: z.string(),
  clientId: z.string(),
  clientSecret: z.string(),
  connectionId: z.string(),
  resourceUrl: z.string(),
});

/** What the apps need to talk to the emulated environment. */
export type EmulatorCredentials = z.infer<typeof readySchema>;

/** Reads the line that `scalekit-emulator --json` prints once it is ready. */
export function readCredentials(line: string): EmulatorCredentials | undefined {
  if (!line.startsWith('{')) return undefined;
  return readySchema.safeParse(JSON.parse(line)).data;
}
