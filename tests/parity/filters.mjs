/** Answers filter vectors and draws QR codes as the service worker would: stdin JSON → stdout JSON. */

import { text } from "node:stream/consumers";
import { createFilters } from "../../service_worker/render/filters.js";
import { qrModules } from "../../service_worker/render/qr.js";
import { setWording } from "../../service_worker/render/wording.js";
import english from "../../service_worker/generated/words_en.json" with { type: "json" };

setWording("en", english);

const { vectors, texts } = JSON.parse(await text(process.stdin));
const answers = vectors.map(
  ({ filter, value, arguments: rest, language, zone }) =>
    createFilters(language, zone)[filter](value, ...rest),
);
const codes = texts.map((one) => {
  const { size, dark } = qrModules(one);
  return Array.from({ length: size }, (_unused, y) =>
    Array.from(dark.slice(y * size, (y + 1) * size), Boolean),
  );
});
const filters = Object.keys(createFilters("zh", "Asia/Shanghai"));
process.stdout.write(JSON.stringify({ answers, codes, filters }));
