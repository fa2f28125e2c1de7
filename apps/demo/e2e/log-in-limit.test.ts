import { describe, expect, inject, it } from "vitest";

import { logIn, newCustomer } from "./stack/customer.ts";
import { setScene } from "./stack/scene.ts";
import { newScriptedVisitor, type RouteAnswer } from "./stack/scripted-visitor.ts";
import { newShopVisitor } from "./stack/shop-visitor.ts";
import { someDetails } from "./stack/visitor.ts";

const scene = setScene();

const perAccount = 10;
const wrong = "monsoon over mumbai";
const told = /Too many passwords were wrong\. Try again in \d+ minutes?\./;

let clients = 0;

/** Somebody at an address of their own, from which nothing was tried yet. */
function aClient(route = "/api/login") {
  clients += 1;
  const headers = { "X-Forwarded-For": `203.0.113.${clients}` };
  const visitor = newScriptedVisitor(scene.stack.demoUrl, inject("provided").servicePort);
  const tryWith = (email: string, password: string) => visitor.post(route, { email, password }, headers);
  return {
    headers,
    tryWith,
    wrongTimes: async (count: number, email: string): Promise<readonly number[]> => {
      const statuses: number[] = [];
      for (let index = 0; index < count; index += 1) statuses.push((await tryWith(email, wrong)).status);
      return statuses;
    },
  };
}

const times = (count: number, status: number) => Array.from({ length: count }, () => status);
const outwards = ({ status, body, headers }: RouteAnswer) => ({
  status,
  body,
  retryAfter: headers.has("retry-after"),
  cookies: headers.getSetCookie(),
});

describe("wrong passwords", () => {
  it("up to the limit cost nothing: the right one lets in, and they are counted anew [W69] [SEC-B2]", async () => {
    const { email, password } = await newCustomer(scene.stack);
    const { tryWith, wrongTimes } = aClient();
    for (let round = 0; round < 2; round += 1) {
      expect(await wrongTimes(perAccount - 1, email)).toEqual(times(perAccount - 1, 401));
      expect((await tryWith(email, password)).status).toBe(200);
    }
  });

  it("beyond it are answered alike for a known and an unknown address, and so is the right one [W69] [SEC-B2]", async () => {
    const { email, password } = await newCustomer(scene.stack);
    const other = await newCustomer(scene.stack);
    const unknown = someDetails().email;
    const client = aClient();
    for (const address of [email, unknown]) {
      expect(await client.wrongTimes(perAccount, address)).toEqual(times(perAccount, 401));
    }
    const answers = [
      await client.tryWith(email.toUpperCase(), wrong),
      await client.tryWith(unknown, wrong),
      await client.tryWith(email, password),
      await aClient().tryWith(email, password),
    ].map(outwards);
    const refusal = { status: 429, body: { error: expect.stringMatching(told) }, retryAfter: true, cookies: [] };
    expect(answers).toEqual(answers.map(() => refusal));
    expect(new Set(answers.map(({ body }) => body["error"])).size).toBe(1);
    expect((await client.tryWith(other.email, other.password)).status).toBe(200);
  });

  it("are limited at the shop too, and typed into its registration they count like those of its log-in [W70] [SEC-B2]", async () => {
    const known = someDetails();
    const shop = await newShopVisitor(scene.browser, scene.stack.demoUrl);
    await shop.visit("/anonymous");
    await shop.decide("Accept all");
    await shop.newAccount.getByLabel("Full name").waitFor();
    await shop.register(known);
    await shop.seesAccount();
    await shop.logOut();
    await shop.decide("Accept all");
    await shop.newAccount.getByLabel("Full name").waitFor();

    const { headers, tryWith, wrongTimes } = aClient("/api/shop/login");
    const register = async (password: string) => {
      const data = { ...known, password };
      return (await shop.page.request.post("/api/register-with-anonymous", { data, headers })).status();
    };
    expect(await wrongTimes(perAccount - 2, known.email)).toEqual(times(perAccount - 2, 401));
    expect([await register(wrong), await register(wrong), await register(wrong)]).toEqual([409, 409, 429]);
    expect([await register(known.password), (await tryWith(known.email, known.password)).status]).toEqual([429, 429]);
    expect(shop.complaints).toEqual([]);
    await shop.leave();
  });

  it("end in words on the page, with what was typed still there [W69]", async () => {
    const { page } = scene.visitor;
    const customer = await newCustomer(scene.stack);
    expect(await aClient().wrongTimes(perAccount, customer.email)).toEqual(times(perAccount, 401));
    await logIn(scene.visitor, customer);
    await page.getByText(told).waitFor();
    expect(await page.getByLabel("E-mail address").inputValue()).toBe(customer.email);
    expect(await scene.visitor.notice.count()).toBe(0);
    expect(await scene.visitor.context.cookies()).toEqual([]);
  });
});
