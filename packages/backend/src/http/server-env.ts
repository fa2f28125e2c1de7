/** What middleware hands on within one request. */
export interface ServerEnv {
  Variables: {
    requestId: string;
  };
}
