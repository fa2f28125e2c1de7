/** What middleware hands on within one request. */
export interface ServerEnv {
  Variables: {
    requestId: string;
    /** Kind of an unexpected failure, never its words. */
    failure: string | undefined;
  };
}
