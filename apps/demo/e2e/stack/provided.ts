import "vitest";

/** What the global set-up has started for every test file. */
export interface Provided {
  /** The demo, built and running. */
  readonly demoUrl: string;
  /** The port at which browser and demo look for the consent service; a test file puts its proxy there. */
  readonly servicePort: number;
  /** The folder of the build, below `apps/demo`. */
  readonly distDir: string;
  /** A PostgreSQL server for the backend; `undefined` where none is installed, and the embedded database serves. */
  readonly databaseUrl: string | undefined;
  /** Holds everything that this run writes. */
  readonly folder: string;
}

declare module "vitest" {
  export interface ProvidedContext {
    provided: Provided;
  }
}
