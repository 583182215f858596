/** What a template becomes on the phone, from its source to its text. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { templateFunction } from "../../../scripts/generate/functions.mjs";
import { SafeString } from "../../../service_worker/render/markup.js";
import * as pieces from "../../../service_worker/render/pieces.js";

/** The templates as the worker would hold them. @param {Record<string, string>} sources */
async function made(sources) {
  const entries = Object.entries(sources).map(
    ([name, source]) => `${JSON.stringify(name)}: ${templateFunction(source)}`,
  );
  const code = `export default ({${Object.keys(pieces).join()}}, _) => ({${entries.join()}});`;
  const built = await import(
    `data:text/javascript,${encodeURIComponent(code)}`
  );
  return built.default(pieces, (/** @type {string} */ text) => text);
}

/** @param {string} source @param {Record<string, unknown>} [context] */
async function rendered(source, context = {}) {
  return pieces.page(await made({ page: source }), "page", context);
}

test("text stays as it is written, whatever JavaScript would make of it", async () => {
  assert.equal(
    await rendered("a `b` ${c} \\n </script>"),
    "a `b` ${c} \\n </script>",
  );
});

test("a value is escaped, markup is not, and what is missing is nothing", async () => {
  const context = { word: `<a href="x">'&`, html: new SafeString("<b>") };

  assert.equal(
    await rendered("{{ word }}|{{ html }}|{{ missing.deeper }}", context),
    "&lt;a href=&quot;x&quot;&gt;&#39;&amp;|<b>|",
  );
});

test("a loop knows its place, and what stands where there is nothing", async () => {
  const list =
    "{% for x in xs %}{{ loop.index }}{{ x }}{% if not loop.last %},{% endif %}{% else %}none{% endfor %}";

  assert.equal(await rendered(list, { xs: ["a", "b"] }), "1a,2b");
  assert.equal(await rendered(list, { xs: [] }), "none");
  assert.equal(await rendered(list), "none");
});

test("a macro sees its arguments and its file, never a name of its caller's loop", async () => {
  const templates = await made({
    macros:
      "{% macro say(word, kind='plain') %}<{{ kind }}>{{ word }}{{ x }}{{ caller() if caller else '' }}{% endmacro %}",
    page: "{% from 'macros' import say with context %}{% for x in xs %}{{ say(x) }}{{ say(word='w', kind=x) }}{% call say('c') %}[{{ x }}]{% endcall %}{% endfor %}",
  });

  assert.equal(
    pieces.page(templates, "page", { xs: ["1"] }),
    "<plain>1<1>w<plain>c[1]",
  );
});

test("an include sees the loop it stands in; a page fills the blocks of its layout", async () => {
  const templates = await made({
    layout: "<{% block head %}h{% endblock %}{% block page %}{% endblock %}>",
    part: "{% set y = x ~ '!' %}{{ y }}",
    page: "{% extends 'layout' %}{% block page %}{% for x in xs %}{% include 'part' %}{% endfor %}{{ y }}{% endblock %}",
  });

  assert.equal(pieces.page(templates, "page", { xs: ["a", "b"] }), "<ha!b!>");
});

test("a macro takes what it is given, also nothing, before its default", async () => {
  const macro =
    "{% macro say(a, b='usual') %}{{ a }}|{{ b }}|{{ 'none' if b is none else '' }};{% endmacro %}";
  const calls =
    "{{ say('x') }}{{ say('x', 'y') }}{{ say('x', none) }}{{ say('x', b=none) }}";

  assert.equal(await rendered(macro + calls), "x|usual|;x|y|;x||none;x||none;");
});

test("what a page sets before its layout is seen in its blocks", async () => {
  const templates = await made({
    layout: "{% block page %}{% endblock %}",
    page: "{% extends 'layout' %}{% set word = 'here' %}{% block page %}{{ word }}{% endblock %}",
  });

  assert.equal(pieces.page(templates, "page", {}), "here");
});

test("a macro that is not there is told by name", async () => {
  const templates = await made({
    macros: "{% macro say() %}{% endmacro %}",
    page: "{% from 'macros' import shout with context %}",
  });

  assert.throws(
    () => pieces.page(templates, "page", {}),
    /macros has no shout/,
  );
});

for (const [what, source] of [
  ["two comparisons", "{{ 1 < x < 5 }}"],
  ["a remainder", "{{ x % 2 }}"],
  ["a test of its own", "{{ x is odd }}"],
  ["a method", "{{ x.items() }}"],
  ["a block of set", "{% set v %}a{% endset %}"],
  ["a file named by a value", "{% include name %}"],
  ["a file that may be missing", "{% include 'x' ignore missing %}"],
  [
    "a loop outside the blocks of a layout",
    "{% extends 'x' %}{% for a in b %}{% endfor %}",
  ],
  [
    "the block of the layout",
    "{% extends 'x' %}{% block y %}{{ super() }}{% endblock %}",
  ],
  ["two names in a loop", "{% for k, v in x %}{% endfor %}"],
])
  test(`${what} is not in the dialect and stops the build`, () => {
    assert.throws(() => templateFunction(source), /dialect/);
  });
