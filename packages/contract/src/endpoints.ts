import type { Endpoint } from "./endpoint.ts";
import { readNotice, readPublicNotice } from "./notice.ts";
import { submitConsent } from "./submission.ts";
import { generateTokens, refreshTokens } from "./token.ts";
import { createUser, getUser, getUserByOrgUserId, linkUsers, updateUser } from "./user.ts";

/** Every endpoint of the consent API, in the order of the flow. */
export const endpoints: readonly Endpoint[] = [
  generateTokens,
  refreshTokens,
  readNotice,
  readPublicNotice,
  submitConsent,
  createUser,
  getUser,
  getUserByOrgUserId,
  updateUser,
  linkUsers,
];
