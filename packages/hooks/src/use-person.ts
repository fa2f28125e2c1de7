"use client";

import {
  addressOf,
  readClaims,
  type ConsentClient,
  type PrefetchedConsent,
  type Principal,
  type TokenPair,
} from "@notice-consent/client";
import { ConsentError, isConsentError, type WorkspaceAddress } from "@notice-consent/contract";
import { useEffect, useMemo } from "react";
import { usePrefetched } from "./consent-boundary.tsx";
import { noDefaults, type ConsentSurroundings } from "./consent-provider.tsx";
import { warnOnce } from "./development.ts";
import type { PersonOptions } from "./notice-options.ts";

/** Who is asked, and where: a person, nobody yet, or a set-up that cannot work. */
export type Person =
  | { readonly status: "known"; readonly client: ConsentClient; readonly principal: Principal }
  | { readonly status: "unknown"; readonly client: ConsentClient; readonly address: WorkspaceAddress }
  | { readonly status: "unconfigured"; readonly error: ConsentError };

/** The person that the options speak of; the same object until it is another person. Makes no request. */
export function usePerson(
  { page, defaults }: ConsentSurroundings,
  options: PersonOptions & { noticeId?: string },
): Person {
  const { noticeId, accessToken, baseUrl, organisationUuid, workspaceUuid } = options;
  const prefetched = usePrefetched();

  const found = useMemo(
    () => identify({ page, noticeId, accessToken, baseUrl, organisationUuid, workspaceUuid, prefetched }),
    [page, noticeId, accessToken, baseUrl, organisationUuid, workspaceUuid, prefetched],
  );
  const client = found.status === "unconfigured" ? undefined : found.client;
  const address =
    found.status === "unknown" ? found.address : found.status === "known" ? found.principal.address : undefined;
  const digest = found.status === "known" ? found.principal.digest : undefined;
  const error = found.status === "unconfigured" ? found.error : undefined;
  const organisation = address?.organisationUuid;
  const workspace = address?.workspaceUuid;

  const hasProvider = defaults !== noDefaults;
  useEffect(() => {
    if (error === undefined) return;
    warnOnce(hasProvider ? error.message : `${error.message} There is no ConsentProvider above that could give it.`);
  }, [error, hasProvider]);

  return useMemo(() => {
    if (client === undefined || organisation === undefined || workspace === undefined) {
      return { status: "unconfigured", error: error ?? new ConsentError("CONFIGURATION") };
    }
    const where = { organisationUuid: organisation, workspaceUuid: workspace };
    if (digest === undefined) return { status: "unknown", client, address: where };
    return { status: "known", client, principal: { digest, address: where } };
  }, [client, organisation, workspace, digest, error]);
}

interface Clues {
  readonly page: ConsentSurroundings["page"];
  /** `undefined` where no notice is asked about. */
  readonly noticeId: string | undefined;
  readonly accessToken: string | undefined;
  readonly baseUrl: string | undefined;
  readonly organisationUuid: string | undefined;
  readonly workspaceUuid: string | undefined;
  readonly prefetched: readonly PrefetchedConsent[];
}

function identify({ page, noticeId, accessToken, baseUrl, prefetched, ...given }: Clues): Person {
  if (noticeId === "") return unconfigured("noticeId is missing. Give the uuid of the notice to ask.");
  if (!baseUrl)
    return unconfigured("baseUrl is missing. Give the address of the consent service, or set it on ConsentProvider.");
  if (accessToken !== undefined && isLikeApiKey(accessToken)) {
    return unconfigured(
      "accessToken looks like an API key. A key must never reach a browser: revoke it, " +
        "and give the token that your backend generates for this person with it.",
    );
  }
  try {
    const client = page.clientFor(baseUrl);
    const read = accessToken === undefined ? prefetched.find(({ base }) => base === client.base) : undefined;
    const address = addressOf(accessToken, given) ?? read?.address;
    if (address === undefined) {
      return unconfigured(
        accessToken === undefined
          ? "accessToken is missing. Give the token that your backend generated for this person."
          : "accessToken names no organisation and workspace. Give the token as your backend received it.",
      );
    }
    if (accessToken !== undefined)
      return { status: "known", client, principal: client.principal(accessToken, address) };
    // A server has read for this person: the token follows at the first act.
    if (read?.digest) return { status: "known", client, principal: { digest: read.digest, address: read.address } };
    return { status: "unknown", client, address };
  } catch (error) {
    return { status: "unconfigured", error: isConsentError(error) ? error : new ConsentError("CONFIGURATION") };
  }
}

/** The shape of this project's keys, and the habit of others: a word for what it is, and no token's three parts. */
function isLikeApiKey(token: string): boolean {
  return readClaims(token) === undefined && /^(?:cms|sk|pk|rk|key|api|secret)[_-]/i.test(token);
}

function unconfigured(message: string): Person {
  return { status: "unconfigured", error: new ConsentError("CONFIGURATION", { message }) };
}

/** The pair that the options hold; an empty token where a server has read for the person and none is here yet. */
export function pairOf({ accessToken, refreshToken }: PersonOptions): TokenPair {
  return { accessToken: accessToken ?? "", refreshToken: refreshToken || undefined };
}
