import js from "@eslint/js";
import globals from "globals";

const namedExportsOnly = {
  selector: "ExportDefaultDeclaration",
  message: "Export by name: the same word then stands at both ends.",
};

const chinese = "/[\\u3400-\\u9fff]/";
const markedWording = {
  selector: [
    `:not(CallExpression[callee.name=/^(_|mark)$/]) > Literal[value=${chinese}]`,
    `TemplateElement[value.raw=${chinese}]`,
  ].join(", "),
  message: "Visible words go through _(), whole and with named placeholders.",
};

export default [
  {
    ignores: [
      ".venv/",
      "var/",
      "service_worker/generated/",
      "service_worker/vendor/",
      "fieldapp/static/dist/",
      "fieldapp/static/vendor/",
    ],
  },
  js.configs.recommended,
  {
    rules: {
      eqeqeq: ["error", "always", { null: "ignore" }],
      "no-console": "error",
      "no-else-return": "error",
      "no-eval": "error",
      "no-implied-eval": "error",
      "no-new-func": "error",
      "no-restricted-syntax": ["error", namedExportsOnly],
      "no-var": "error",
      "object-shorthand": "error",
      "prefer-const": "error",
    },
  },
  {
    // What a reader can still hold; lengths of files are in tests/architecture/test_sizes.py.
    ignores: ["tests/**", "e2e/**", "bench/**"],
    rules: {
      "max-depth": ["error", 4],
      "max-lines-per-function": ["error", { max: 40, skipComments: true }],
      "max-params": ["error", 7],
    },
  },
  {
    files: ["fieldapp/static/js/**/*.js", "service_worker/**/*.js"],
    ignores: ["service_worker/render/**"], // its words are marked in fieldapp/templating, its twin
    rules: {
      "no-restricted-syntax": ["error", namedExportsOnly, markedWording],
    },
  },
  {
    files: ["fieldapp/static/js/**/*.js"],
    languageOptions: { globals: globals.browser },
  },
  {
    files: ["service_worker/**/*.js"],
    languageOptions: { globals: globals.serviceworker },
  },
  {
    files: ["**/log.js"],
    rules: { "no-console": "off" }, // the one place that speaks to the console
  },
  {
    files: ["scripts/**", "tests/**", "e2e/**", "bench/**"],
    languageOptions: { globals: globals.node },
    rules: { "no-console": "off" }, // tools print
  },
  {
    files: ["eslint.config.js"],
    rules: { "no-restricted-syntax": "off" }, // ESLint reads the default export
  },
];
