import * as v from "valibot";

/** What a refusal of the Users API is called, with its status. */
export const usersApiErrors = {
  BadRequest: 400,
  Unauthorized: 401,
  Forbidden: 403,
  NotFound: 404,
  MethodNotAllowed: 405,
  Conflict: 409,
  PreconditionFailed: 412,
  PayloadTooLarge: 413,
  UnprocessableEntity: 422,
  TooManyRequests: 429,
  InternalServerError: 500,
  ServiceUnavailable: 503,
} as const satisfies Record<string, number>;

export type UsersApiErrorName = keyof typeof usersApiErrors;

/** The body of every refusal. `errors` tells per field or fact what is wrong; `{}` when there is nothing to tell. */
export const usersApiErrorBody = v.object({
  code: v.number(),
  name: v.string(),
  message: v.string(),
  errors: v.union([v.record(v.string(), v.unknown()), v.array(v.unknown())]),
});
export type UsersApiErrorBody = v.InferOutput<typeof usersApiErrorBody>;

/** Writes the body of a refusal. */
export function composeUsersApiError(
  name: UsersApiErrorName,
  message: string,
  errors: UsersApiErrorBody["errors"] = {},
): UsersApiErrorBody {
  return { code: usersApiErrors[name], name, message, errors };
}

/** The `errors` of a body or a query at fault: by dotted path, such as `consents.purposes.0.id`. */
export function fieldErrors(
  fields: readonly { readonly path: string; readonly message: string }[],
): Readonly<Record<string, { readonly message: string }>> {
  return Object.fromEntries(fields.map(({ path, message }) => [path, { message }]));
}

/** The name that goes with a status; what has none of its own is `BadRequest` or `InternalServerError`. */
export function usersApiErrorName(status: number): UsersApiErrorName {
  for (const [name, known] of Object.entries(usersApiErrors)) if (known === status && isErrorName(name)) return name;
  return status >= 400 && status < 500 ? "BadRequest" : "InternalServerError";
}

function isErrorName(name: string): name is UsersApiErrorName {
  return Object.hasOwn(usersApiErrors, name);
}
