import type { IncomingMessage } from "node:http";
import type { Fault } from "../development/fault.ts";

/** What a server hands in and middleware hands on within one request. */
export interface ServerEnv {
  /** Absent where the app runs without a server. */
  Bindings?: { incoming?: IncomingMessage };
  Variables: {
    requestId: string;
    /** Kind of an unexpected failure, never its words. */
    failure: string | undefined;
    /** The public part of a checked API key. */
    keyPrefix: string | undefined;
    /** Whom the request was for, as a keyed hash. */
    principal: string | undefined;
    /** What is done to the call on purpose, in development alone. */
    fault: Fault | undefined;
  };
}
