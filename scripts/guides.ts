// `npx tsx scripts/guides.ts`: puts the demo's code into the guides again, between their markers.
import { writeFileSync } from "node:fs";

import { guidePaths, readGuide, withCode } from "./guides/included-code.ts";

for (const path of guidePaths()) writeFileSync(path, withCode(readGuide(path)));
