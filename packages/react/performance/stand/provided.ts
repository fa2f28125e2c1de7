import "vitest";

declare module "vitest" {
  export interface ProvidedContext {
    bench: {
      /** Where Playwright's own protocol is spoken. */
      readonly browserEndpoint: string;
      readonly pageUrl: string;
    };
  }
}
