/** The office's script: keyboard, live regions and the registration form. */

import { DwellingSearch } from "./office/dwelling-search.js";
import { ItemRows } from "./office/item-rows.js";
import { LiveRegion } from "./office/live-region.js";
import { PdfPaper } from "./office/pdf-paper.js";
import { PrintNow } from "./office/print-now.js";
import { QuestionPanel } from "./office/question-panel.js";
import { RegistrationForm } from "./office/registration-form.js";
import { SlipPreview } from "./office/slip-preview.js";
import { SearchBox } from "./office/search-box.js";
import { SlipTally } from "./office/slip-tally.js";
import { listenToKeys } from "./office/keyboard.js";

customElements.define("dwelling-search", DwellingSearch);
customElements.define("item-rows", ItemRows);
customElements.define("live-region", LiveRegion);
customElements.define("pdf-paper", PdfPaper);
customElements.define("print-now", PrintNow);
customElements.define("question-panel", QuestionPanel);
customElements.define("registration-form", RegistrationForm);
customElements.define("slip-preview", SlipPreview);
customElements.define("search-box", SearchBox);
customElements.define("slip-tally", SlipTally);

listenToKeys(document);
