/** Entry of every technician page. */

import { BrowserHint } from "./browser-hint.js";
import { keepDrafts } from "./commands/drafts.js";
import { interceptCommands, preloadSubmission } from "./commands/intercept.js";
import { HoldButton } from "./hold-button.js";
import { logProblem } from "./log.js";
import { MaterialSearch } from "./material-search.js";
import { listenForActions } from "./page/actions.js";
import { watchForHands } from "./page/quiet.js";
import {
  registerWorker,
  watchForUpdate,
  whenIdle,
} from "./page/registration.js";
import { PhotoInput } from "./photo-input.js";
import { QuantityStepper } from "./quantity-stepper.js";
import { SignOut } from "./sign-out.js";
import { SignaturePad } from "./signature-pad.js";
import { SyncStatus } from "./sync-status.js";
import { applyTheme, ThemeChoice } from "./theme-choice.js";
import { UpdatePrompt } from "./update-prompt.js";

const ELEMENTS = {
  "browser-hint": BrowserHint,
  "hold-button": HoldButton,
  "material-search": MaterialSearch,
  "photo-input": PhotoInput,
  "quantity-stepper": QuantityStepper,
  "sign-out": SignOut,
  "signature-pad": SignaturePad,
  "sync-status": SyncStatus,
  "theme-choice": ThemeChoice,
  "update-prompt": UpdatePrompt,
};

applyTheme();
watchForHands();
interceptCommands();
listenForActions();
for (const [tag, element] of Object.entries(ELEMENTS))
  customElements.define(tag, element);
start().catch((problem) => logProblem("offline work did not start", problem));

/** First the list is readable, then the machinery starts. */
async function start() {
  const isServerPage = document.body.dataset.syncState === "online-only";
  if (!isServerPage) keepDrafts();
  await whenIdle();
  const registration = await registerWorker();
  if (!registration) {
    hint()?.tell("failed");
    return;
  }
  watchForUpdate(registration, (waiting) => prompt()?.offer(waiting));
  navigator.storage?.persist?.();
  preloadSubmission();
  const { startSynchronisation } = await import("./machinery.js");
  await startSynchronisation({ isServerPage });
  if (isServerPage) keepDrafts();
}

function hint() {
  return /** @type {BrowserHint | null} */ (
    document.querySelector("browser-hint")
  );
}

function prompt() {
  return /** @type {UpdatePrompt | null} */ (
    document.querySelector("update-prompt")
  );
}
