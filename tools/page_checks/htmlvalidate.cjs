// The rules that reader pages keep: all that html-validate recommends, and those of a whole document. Each rule that is
// changed says why. Called by tests/delivery/standards/test_html.py.
module.exports = {
  root: true,
  extends: ["html-validate:recommended", "html-validate:document"],
  rules: {
    // A matter of taste: ours is lower case, as in the standard's own examples.
    "doctype-style": ["error", { style: "lowercase" }],
    // Integrity is for files from elsewhere; all of ours come from the same server, by the content policy.
    "require-sri": ["error", { target: "crossorigin" }],
    // A list may have a name (WAI-ARIA 1.2, 5.2.8.4); the rule's default allows it on less.
    "aria-label-misuse": ["error", { allowAnyNamable: true }],
    // The style sheet keeps a telephone number on one line, so that copying it gives plain spaces.
    "tel-non-breaking": "off",
  },
};
