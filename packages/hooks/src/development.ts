declare const process: { readonly env: { readonly NODE_ENV?: string } };

const said = new Set<string>();

/** Says something to the developer once, and never in production. Takes fixed sentences only, nothing of a person. */
export function warnOnce(sentence: string): void {
  // Spelled so that a bundler for production leaves nothing of it, and of what is said nothing either.
  try {
    if (process.env.NODE_ENV !== "production") say(sentence);
  } catch {
    // Where nobody can tell, nothing is said.
  }
}

function say(sentence: string): void {
  if (said.has(sentence)) return;
  said.add(sentence);
  // oxlint-disable-next-line eslint/no-console -- the one place that speaks to the developer
  console.warn(`[notice-consent] ${sentence}`);
}

/** False in production, and where nobody can tell. */
export function isDevelopment(): boolean {
  try {
    return process.env.NODE_ENV !== "production";
  } catch {
    return false;
  }
}
