import {
  createUser,
  endpointUrl,
  generateTokens,
  linkUsers,
  tokensDetail,
  type CreateUserBody,
  type Endpoint,
  type LinkUsersBody,
  type TokensDetail,
  type WorkspaceAddress,
} from "@notice-consent/contract";
import type { FixtureService } from "@notice-consent/testing";
import { array, object, parse, string, unknown } from "valibot";

/** What names a person to the host's back end; one of them. */
export type Identity = { readonly org_user_id: string } | { readonly email: string } | { readonly mobile: string };

/** "Your back end" of the flows: it alone holds the key, the page asks it. */
export interface Host extends WorkspaceAddress {
  readonly baseUrl: string;
  readonly notices: readonly { readonly uuid: string; readonly name: string }[];
  readonly tokens: (identity: Identity) => Promise<TokensDetail>;
  readonly createUser: (user: CreateUserBody) => Promise<void>;
  readonly link: (users: LinkUsersBody) => Promise<void>;
}

type Post = (endpoint: Endpoint, body: unknown) => Promise<Response>;

/** The back end of a mocked flow. */
export function mockHost(service: FixtureService): Host {
  return hostOf(service, (endpoint, body) =>
    service.fetch(endpointUrl(service.baseUrl, endpoint, service), {
      method: "POST",
      headers: { "content-type": "application/json", "x-cms-api-key": service.apiKey },
      body: JSON.stringify(body),
    }),
  );
}

/** The back end of a live flow: Storybook's own server, which starts the consent backend when it is first asked. */
export async function liveHost(): Promise<Host> {
  const answer = await fetch("/live/service");
  if (!answer.ok || answer.headers.get("content-type") !== "application/json") {
    throw new Error("There is no live source here: run `pnpm storybook`. A static build has none.");
  }
  const service = parse(liveService, await answer.json());
  return hostOf(service, ({ id }, body) => fetch(`/live/${id}`, { method: "POST", body: JSON.stringify(body) }));
}

const liveService = object({
  baseUrl: string(),
  organisationUuid: string(),
  workspaceUuid: string(),
  notices: array(object({ uuid: string(), name: string() })),
});

function hostOf(service: WorkspaceAddress & Pick<Host, "baseUrl" | "notices">, post: Post): Host {
  const { baseUrl, notices, organisationUuid, workspaceUuid } = service;
  const ask = async (endpoint: Endpoint, body: unknown): Promise<unknown> => {
    const answer = await post(endpoint, body);
    if (!answer.ok) throw new Error(`The consent service answered ${answer.status} to ${endpoint.id}.`);
    return parse(object({ detail: unknown() }), await answer.json()).detail;
  };
  return {
    baseUrl,
    notices,
    organisationUuid,
    workspaceUuid,
    async tokens(identity) {
      const read = await tokensDetail["~standard"].validate(await ask(generateTokens, identity));
      if (read.issues !== undefined) throw new TypeError("The answer is not a pair of tokens.");
      return read.value;
    },
    async createUser(user) {
      await ask(createUser, user);
    },
    async link(users) {
      await ask(linkUsers, users);
    },
  };
}
