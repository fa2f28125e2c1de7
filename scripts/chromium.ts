import { ensureChromium } from "../packages/testing/src/chromium.ts";

console.log(await ensureChromium());
