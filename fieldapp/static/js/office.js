/** The office's script: keyboard, live regions and the registration form. */

import { CategoryQuestions } from "./office/category-questions.js";
import { ItemRows } from "./office/item-rows.js";
import { LiveRegion } from "./office/live-region.js";
import { PrintNow } from "./office/print-now.js";
import { listenToKeys } from "./office/keyboard.js";

customElements.define("category-questions", CategoryQuestions);
customElements.define("item-rows", ItemRows);
customElements.define("live-region", LiveRegion);
customElements.define("print-now", PrintNow);

listenToKeys(document);
