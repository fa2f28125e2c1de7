import { fileURLToPath } from "node:url";

/** Where the generated SQL stands, in the source and in the built package alike. */
export const migrationsFolder = fileURLToPath(new URL("./migrations", import.meta.url));
