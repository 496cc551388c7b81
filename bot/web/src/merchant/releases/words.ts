export const words = {
  title: "Releases",
  about:
    "A release is one catalog and one dialogue model that serve together. A new one answers what was asked before, in the shadow of the one that serves; what is worse than the floors allow is held back.",
  noRanker: "No learned ranker is used: gifts are ordered by the base score.",
  ranker: "Gifts are also ordered by the learned ranker",
  since: "since",
  rankerGain: "On sessions it had not seen, nDCG@10 changed by",
  none: "Nothing serves yet: import a catalog first.",
  rollback: "Go back to the release before",
  rollbackSure: "Go back",
  cancel: "Cancel",
  activate: "Let it serve",
  activateAnyway: "Let it serve anyway",
  reason: "Why it may serve all the same (kept with your name)",
  check: "Check everything",
  checkAgain: "Check everything again",
  checkNote:
    "Starts both releases beside the one that serves, says the judged messages and plays the golden conversations on each. Takes some minutes; shoppers notice nothing.",
  quick: "Only the search was checked so far, as after every import.",
  notChecked: "Not checked yet: it can only serve with a reason.",
  passed: "No floor holds this release back.",
  held: "Held back",
  failed: "That did not work. Please try again.",
  serves: "Shoppers' next conversations begin with this release.",
  busy: "Something else is running (an import, a training or a check). Try again when it is done.",
  before: "Serves now",
  after: "This release",
};

export const STATES: Record<string, [string, string]> = {
  serving: ["serves now", "good"],
  passed: ["passed", "good"],
  held: ["held back", "bad"],
  candidate: ["not checked", "amber"],
  retired: ["served before", ""],
};

export const ORIGINS: Record<string, string> = {
  import: "import",
  train: "training",
  setup: "set-up",
  adopted: "found at the start",
};

export const STAGES: Record<string, string> = {
  load: "Loading both catalogs",
  replay: "Replaying requests",
  links: "Asking for links",
  start: "Starting a stack for the check",
  read: "Saying judged messages",
  talk: "Playing golden conversations",
};
