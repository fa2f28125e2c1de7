import { afterAll, beforeAll, expect, it } from "vitest";
import { type Backend, startBackend } from "./service.test-data.ts";
import { runProgram, sampleEnvironment } from "./program.test-data.ts";
import { createProject, type Project, readSample } from "./sample.test-data.ts";

const calls = `
import axios from "axios";
const { REDACTO_BASE_URL, ORG_UUID, WORKSPACE_UUID, CMS_API_KEY, CUSTOMER } = process.env;
const users = \`\${REDACTO_BASE_URL}/consent/organisations/\${ORG_UUID}/workspaces/\${WORKSPACE_UUID}/consent-ledger/consent-users\`;
const withKey = { headers: { "X-CMS-API-Key": CMS_API_KEY } };
`;
const stubs = [
  ["// Implementation depends on your system", 'console.log(`Kept for later: ${identifiers.join(", ")}`);'],
  ["// Call Redacto API to create user", "await axios.post(`${users}/`, data, withKey);"],
  ["return {} as LinkResult;", "return (await axios.post(`${users}/link-users`, data, withKey)).data.detail;"],
] as const;

/** Both snippets as one program, their stubs filled and called with one customer. */
function program(): string {
  const text = `${readSample("link-results.ts")}${readSample("crm.ts")}`;
  const filled = stubs.reduce((before, [stub, call]) => {
    if (before.split(stub).length !== 2) throw new Error(`"${stub}" does not stand there once.`);
    return before.replace(stub, () => call);
  }, text);
  return `${calls}${filled}\nvoid syncCustomerConsent(JSON.parse(CUSTOMER ?? ""));\n`;
}

let backend: Backend;
let project: Project;
beforeAll(async () => {
  project = createProject({ "crm.ts": program() });
  backend = await startBackend();
});
afterAll(async () => {
  project.remove();
  await backend.close();
});

const sync = (customer: object) =>
  runProgram(project, "crm.ts", { ...sampleEnvironment(backend.service), CUSTOMER: JSON.stringify(customer) });

it("the published link-result and CRM snippets, their stubs filled, tell all four results apart [W71] [I-N6]", async () => {
  const [email, phone] = ["crm@example.org", "+919800000031"];
  for (const person of [{ email }, { mobile: phone }, { org_user_id: "kiosk_9" }]) await backend.decideAs(person);
  await backend.consent.consolidateUser({ orgUserId: "somebody_else", aliases: ["kiosk_9"] });
  const customer = { crm_id: "crm_1", email, phone, web_session_id: "kiosk_9", app_device_id: "device_9" };
  const said = await sync(customer);
  expect(said).toEqual([
    "Linked 2 users",
    "1 not found - no consent submitted yet",
    "Kept for later: device_9",
    "kiosk_9 already linked to somebody_else",
  ]);
  const user = await backend.consent.users.getByOrgUserId("crm_1");
  expect(user).toMatchObject({ metadata: { source: "crm_sync" }, primary_email: email, primary_mobile: phone });
  expect(await backend.decidedAs("crm_1")).toHaveLength(1);
  expect(await backend.decidedAs("kiosk_9")).toEqual(["kiosk_9"]);
});

it("the CRM snippet creates its user anew each time, so its second run for a customer ends in the 409 [W61]", async () => {
  await sync({ crm_id: "crm_2", email: "crm2@example.org" });
  await expect(sync({ crm_id: "crm_2", email: "crm2@example.org" })).rejects.toThrow("409");
});
