import fc from "fast-check";
import { beforeAll, expect, it } from "vitest";
import { describeOnPostgres, query } from "../postgres.test-data.ts";
import { field, ids, patiently, type Received, rows, type TestBackend } from "../test-backend.test-data.ts";

const people = 6;
const nobody = people;
const person = fc.nat({ max: people - 1 });
const link = fc.record({
  act: fc.constant("link" as const),
  primary: person,
  // The last number names somebody who does not exist.
  aliases: fc.array(fc.nat({ max: nobody }), { minLength: 1, maxLength: 4 }),
});
const decide = fc.record({
  act: fc.constant("decide" as const),
  who: person,
  account: fc.boolean(),
  offers: fc.boolean(),
});
const steps = fc.array(fc.oneof({ weight: 2, arbitrary: link }, { weight: 1, arbitrary: decide }), {
  minLength: 4,
  maxLength: 14,
});

type Decided = { readonly selected: boolean; readonly at: number };

/** What linking means, without a database: groups with a head, and the latest decision of each group per purpose. */
class Model {
  readonly #head = Array.from({ length: people }, (_, index) => index);
  readonly #decided = Array.from({ length: people }, () => new Map<string, Decided>());
  #time = 0;

  headOf(who: number): number {
    return this.#head[who] ?? who;
  }

  decidedBy(who: number): ReadonlyMap<string, Decided> {
    return this.#decided[this.headOf(who)] ?? new Map<string, Decided>();
  }

  decide(who: number, choices: Readonly<Record<string, boolean>>): void {
    this.#time += 1;
    for (const [purpose, selected] of Object.entries(choices))
      this.#decided[this.headOf(who)]?.set(purpose, { selected, at: this.#time });
  }

  /** Nothing where the primary is an alias itself. */
  link(primary: number, aliases: readonly number[], nameOf: (who: number) => string) {
    if (this.headOf(primary) !== primary) return undefined;
    const result = {
      linked: [] as string[],
      already_linked: [] as string[],
      not_found: [] as string[],
      conflicts: [] as object[],
    };
    for (const alias of new Set(aliases)) {
      const head = this.headOf(alias);
      if (alias === nobody) result.not_found.push(nameOf(alias));
      else if (head === primary) result.already_linked.push(nameOf(alias));
      else if (head !== alias)
        result.conflicts.push({ org_user_id: nameOf(alias), existing_primary_org_user_id: nameOf(head) });
      else {
        result.linked.push(nameOf(alias));
        for (const [purpose, decided] of this.#decided[alias] ?? []) {
          const rival = this.#decided[primary]?.get(purpose);
          if (rival === undefined || decided.at > rival.at) this.#decided[primary]?.set(purpose, decided);
        }
        for (const [index, of] of this.#head.entries()) if (of === alias) this.#head[index] = primary;
      }
    }
    return result;
  }
}

/** A union-find over everybody. */
function groups() {
  const of = Array.from({ length: people }, (_, index) => index);
  return {
    are: (one: number, other: number): boolean => of[one] === of[other],
    join(one: number, other: number): void {
      const [kept = one, gone] = [of[one], of[other]];
      for (const [who, group] of of.entries()) if (group === gone) of[who] = kept;
    },
  };
}

describeOnPostgres("random link graphs", (postgres) => {
  let url: string;
  let backend: TestBackend;
  let runs = 0;
  beforeAll(async () => {
    ({ url, backend } = await postgres.createBackend());
  });

  async function populate() {
    runs += 1;
    const run = runs;
    const nameOf = (who: number): string => `run-${run}-${who}`;
    const uuids = [];
    for (let who = 0; who < people; who += 1) {
      const created = await backend.createUser({ org_user_id: nameOf(who) });
      uuids.push(field(created.body, "detail", "uuid"));
    }
    return { nameOf, uuids };
  }

  const headsOf = async (uuids: readonly string[]): Promise<Map<string, string>> => {
    const found = await query(
      url,
      "select uuid, coalesce(primary_uuid, uuid) as head from persons where uuid = any($1)",
      [uuids],
    );
    return new Map(found.map(({ uuid, head }) => [String(uuid), String(head)]));
  };

  it("end in the groups, the answers and the decisions that a union-find model foretells [R-F10, W65, W66]", async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (sequence) => {
        const { nameOf, uuids } = await populate();
        const model = new Model();
        for (const step of sequence) {
          if (step.act === "decide") {
            model.decide(step.who, { [ids.account]: step.account, [ids.offers]: step.offers });
            const token = await backend.tokenFor({ org_user_id: nameOf(step.who) });
            expect((await backend.submit(token, rows(step.account, step.offers))).status).toBe(201);
            continue;
          }
          const foretold = model.link(step.primary, step.aliases, nameOf);
          const answer = await backend.link(nameOf(step.primary), step.aliases.map(nameOf));
          if (foretold === undefined) expect(answer.status).toBe(422);
          else expect(answer.body).toEqual({ detail: { primary_user_uuid: uuids[step.primary], ...foretold } });
        }
        const heads = await headsOf(uuids);
        for (let who = 0; who < people; who += 1) {
          expect(heads.get(uuids[who] ?? "")).toBe(uuids[model.headOf(who)]);
          const read = await backend.read(
            await backend.tokenFor({ org_user_id: nameOf(who) }),
            "?include_fully_consented_data=true",
          );
          const { purpose_selections: shown = {} } = (
            read.body as { detail: { purpose_selections?: Record<string, { selected: boolean }> } }
          ).detail;
          const selected = Object.entries(shown).map(([uuid, recorded]) => [uuid, recorded.selected]);
          const expected = [...model.decidedBy(who)].map(([uuid, decided]) => [uuid, decided.selected]);
          expect(new Map(selected as [string, boolean][])).toEqual(new Map(expected as [string, boolean][]));
        }
      }),
      { numRuns: 12 },
    );
  }, 240_000);

  it("end in the groups that their own answers add up to, when all links run at once [R-F10]", async () => {
    const joinedIn = ({ status, body }: Received): readonly string[] => {
      if (status !== 200) return [];
      const { detail } = body as { detail: { linked: string[]; already_linked: string[] } };
      return [...detail.linked, ...detail.already_linked];
    };
    await fc.assert(
      fc.asyncProperty(fc.array(link, { minLength: 4, maxLength: 8 }), async (links) => {
        const { nameOf, uuids } = await populate();
        const answers = await Promise.all(
          links.map(({ primary, aliases }) => patiently(() => backend.link(nameOf(primary), aliases.map(nameOf)))),
        );
        const names = Array.from({ length: people }, (_, who) => nameOf(who));
        const told = groups();
        const possible = groups();
        for (const [index, answer] of answers.entries()) {
          const { primary, aliases } = links[index] ?? { primary: 0, aliases: [] };
          for (const name of joinedIn(answer))
            for (const set of [told, possible]) set.join(primary, names.indexOf(name));
          // A primary that was made an alias half-way: what was linked before stays, each in its own transaction.
          if (answer.status === 422) for (const alias of aliases) if (alias !== nobody) possible.join(primary, alias);
        }
        const heads = await headsOf(uuids);
        const head = uuids.map((uuid) => heads.get(uuid) ?? "");
        for (let one = 0; one < people; one += 1) {
          // One step deep: the head of a head is itself.
          expect(heads.get(head[one] ?? "")).toBe(head[one]);
          for (let other = 0; other < people; other += 1) {
            if (told.are(one, other)) expect(head[one]).toBe(head[other]);
            if (!possible.are(one, other)) expect(head[one]).not.toBe(head[other]);
          }
        }
      }),
      { numRuns: 12 },
    );
  }, 240_000);

  it("link 200 aliases in one call, and find all of them linked the next time [W65]", async () => {
    const names = Array.from({ length: 200 }, (_, index) => `of-many-${index}`);
    await backend.createUser({ org_user_id: "of-many" });
    for (const org_user_id of names) await backend.createUser({ org_user_id });
    const first = await backend.link("of-many", names);
    expect(first.body).toMatchObject({ detail: { linked: names, conflicts: [], not_found: [] } });
    expect((await backend.link("of-many", names)).body).toMatchObject({
      detail: { linked: [], already_linked: names },
    });
  });
});
