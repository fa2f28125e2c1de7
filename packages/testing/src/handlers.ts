import { http, HttpResponse, type HttpHandler } from "msw";
import { endpoints, pathPattern } from "@notice-consent/contract";
import { ConnectionLost } from "./fixture-service/faults.ts";
import type { FixtureService } from "./fixture-service/service.ts";
import { createScenario, type OptionsOf, type Scenario, type ScenarioName } from "./scenario/scenario.ts";

const verbs = { GET: http.get, POST: http.post, PATCH: http.patch, DELETE: http.delete };

/** MSW handlers that let a fixture service answer at its base URL, one for each endpoint of the contract. */
export function handlers(service: Pick<FixtureService, "baseUrl" | "fetch">): HttpHandler[] {
  return endpoints.map((endpoint) => {
    const path = pathPattern(endpoint)
      .replace(/\/$/, "")
      .replaceAll(/\{(\w+)\}/g, ":$1");
    return verbs[endpoint.method](`${service.baseUrl}${path}`, async ({ request }) => {
      try {
        return await service.fetch(request);
      } catch (error) {
        if (error instanceof ConnectionLost) return HttpResponse.error();
        throw error;
      }
    });
  });
}

/** A scenario with the MSW handlers that play it. */
export interface MockedScenario extends Scenario {
  readonly handlers: HttpHandler[];
}

/** Sets up a situation by its name, with the MSW handlers that play it. */
export function scenario<Name extends ScenarioName>(
  name: Name,
  ...options: Name extends `${string}-refused` ? [options: OptionsOf<Name>] : [options?: OptionsOf<Name>]
): MockedScenario {
  const plain = createScenario(name, ...options);
  return { ...plain, handlers: handlers(plain) };
}
