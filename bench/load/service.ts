import { type RunningProgram, startProgram } from "../processes.ts";
import { type ConsentLoads, consentLoads } from "./consent-loads.ts";
import { makePeople, type MeasuredApi, openSession, type Paths, pathsOf, type Person } from "./people.ts";
import { freshKey, type Load, rotating } from "./requests.ts";

/** Our API in a process of its own, with people who have decided. */
export interface ConsentService {
  readonly program: RunningProgram;
  /** Absent for the embedded database. */
  readonly databaseUrl: string | undefined;
  readonly api: MeasuredApi;
  readonly paths: Paths;
  readonly people: readonly Person[];
  readonly loads: ConsentLoads;
  /** Events of answered submissions. */
  readonly acknowledged: string[];
  /** A check by tokens that no process has seen yet, as many as are asked for. */
  newcomers(count: number): Promise<Load>;
}

/** The calibration app in a process of its own. */
export interface CalibrationService {
  readonly program: RunningProgram;
  readonly health: Load;
  readonly read: Load;
  readonly write: Load;
}

/** Starts our API with so many people; settings beside the database's address may be given. */
export async function startConsentService(
  databaseUrl: string | undefined,
  people: number,
  settings: Readonly<Record<string, string>> = {},
): Promise<ConsentService> {
  const program = await startProgram("load/consent-app.ts", {
    ...(databaseUrl === undefined ? {} : { DATABASE_URL: databaseUrl, CONSENT_POOL_SIZE: "10" }),
    CONSENT_RATE_LIMIT_FACTOR: "1000",
    CONSENT_ADMIN_PORT: "0",
    ...settings,
  });
  const told = (name: string) => String(program.ready.get(name));
  const address = { organisationUuid: told("organisationUuid"), workspaceUuid: told("workspaceUuid") };
  const api = { url: told("url"), address, apiKey: told("cmsApiKey") };
  const paths = pathsOf(api);
  const all = await makePeople(api, people);
  const acknowledged: string[] = [];
  const loads = consentLoads(paths, all, (eventUuid) => acknowledged.push(eventUuid));
  return {
    program,
    databaseUrl,
    api,
    paths,
    people: all,
    loads,
    acknowledged,
    async newcomers(count) {
      const tokens: string[] = [];
      for (let index = 0; index < count; index += 1)
        tokens.push((await openSession(api, `loaded-${index % people}`)).token);
      const load = { name: "notice check, token seen for the first time", origin: paths.origin, expected: 409 };
      return rotating(load, tokens, { method: "GET", path: paths.check });
    },
  };
}

/** Starts the calibration app, on the same kind of database. */
export async function startCalibration(databaseUrl: string | undefined): Promise<CalibrationService> {
  const settings = databaseUrl === undefined ? {} : { DATABASE_URL: databaseUrl };
  const program = await startProgram("load/calibration-app.ts", settings);
  const origin = String(program.ready.get("url"));
  const tokens = [program.ready.get("tokens")].flat().map(String);
  const body = JSON.stringify({ decision: "x".repeat(300) });
  const read = { method: "GET", path: "/read" } as const;
  const write = { method: "POST", path: "/write", body } as const;
  return {
    program,
    health: rotating({ name: "bare health", origin, expected: 200 }, tokens, { method: "GET", path: "/health" }),
    read: rotating({ name: "bare read", origin, expected: 200 }, tokens, read),
    write: rotating({ name: "bare write", origin, expected: 201 }, tokens, write, freshKey),
  };
}
