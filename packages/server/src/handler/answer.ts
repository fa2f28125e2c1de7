/** A JSON answer that no cache keeps, with any cookies it sets. */
export function answer(status: number, body: object, setCookies: readonly string[] = []): Response {
  const headers = new Headers({ "Content-Type": "application/json", "Cache-Control": "no-store" });
  for (const value of setCookies) headers.append("Set-Cookie", value);
  return new Response(JSON.stringify(body), { status, headers });
}

/** An answer in the samples' error shape, with a machine code beside the sentence. */
export function refuse(status: number, code: string, error: string, more: Readonly<Record<string, string>> = {}) {
  const response = answer(status, { error, error_code: code });
  for (const [name, value] of Object.entries(more)) response.headers.set(name, value);
  return response;
}
