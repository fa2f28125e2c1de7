import { defineConfig } from "drizzle-kit";

export default defineConfig({
  dialect: "postgresql",
  schema: [
    "./src/db/access-schema.ts",
    "./src/db/schema.ts",
    "./src/db/checkpoint-schema.ts",
    "./src/db/operation-schema.ts",
    "./src/db/users-api-schema.ts",
  ],
  out: "./src/db/migrations",
});
