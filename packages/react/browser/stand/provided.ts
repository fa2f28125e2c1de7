import "vitest";

declare module "vitest" {
  export interface ProvidedContext {
    clinic: {
      /** Where Playwright's own protocol is spoken. */
      readonly browserEndpoint: string;
      /** The files of the page by name. */
      readonly files: Readonly<Record<string, string>>;
    };
  }
}
