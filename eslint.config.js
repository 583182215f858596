import js from "@eslint/js";
import globals from "globals";

const namedExportsOnly = {
  selector: "ExportDefaultDeclaration",
  message: "Export by name: the same word then stands at both ends.",
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
      eqeqeq: "error",
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
