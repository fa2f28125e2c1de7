// Copies what the compiler leaves behind (styles, migrations) from `src` to `dist` of the package it runs in.
import { cpSync, statSync } from "node:fs";

cpSync("src", "dist", {
  recursive: true,
  filter: (path) => statSync(path).isDirectory() || !/\.(?:tsx?|md)$/u.test(path),
});
