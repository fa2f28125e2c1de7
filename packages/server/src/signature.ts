/** Signs texts and knows its own signatures again. */
export interface Signature {
  /** HMAC-SHA-256 in base64url, 43 characters. */
  sign(text: string): Promise<string>;
  /** Compares in constant time; anything malformed is not ours. */
  isOurs(text: string, signature: string): Promise<boolean>;
}

const form = /^[A-Za-z0-9_-]{43}$/;

/** A signature under a secret; the purpose keeps it from being used elsewhere. */
export function createSignature(secret: string, purpose: string): Signature {
  const encoder = new TextEncoder();
  const key = crypto.subtle.importKey("raw", encoder.encode(secret), { name: "HMAC", hash: "SHA-256" }, false, [
    "sign",
    "verify",
  ]);
  const message = (text: string) => encoder.encode(`${purpose}\n${text}`);
  return {
    async sign(text) {
      return base64Url(new Uint8Array(await crypto.subtle.sign("HMAC", await key, message(text))));
    },
    async isOurs(text, signature) {
      if (!form.test(signature)) return false;
      const bytes = fromBase64Url(signature);
      // The last character has two spare bits, so four spellings decode alike; only one of them is ours.
      if (base64Url(bytes) !== signature) return false;
      return crypto.subtle.verify("HMAC", await key, bytes, message(text));
    },
  };
}

function base64Url(bytes: Uint8Array): string {
  const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

function fromBase64Url(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (character) => character.charCodeAt(0));
}
