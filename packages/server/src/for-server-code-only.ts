throw new Error(
  "@notice-consent/server was loaded in a browser. It holds an API key, which must never leave your backend: import it in server code only.",
);

export {};
