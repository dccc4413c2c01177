// The page of a report: everything that an author wrote is put in as text.
"use strict";

const byId = (id) => document.getElementById(id);

function element(tag, className, text) {
  const made = document.createElement(tag);
  if (className) {
    made.className = className;
  }
  if (text !== undefined) {
    made.textContent = text;
  }
  return made;
}

const MATHML = "http://www.w3.org/1998/Math/MathML";
const SVG = "http://www.w3.org/2000/svg";

function formula(tree) {
  const build = ([tag, ...inside]) => {
    const made = document.createElementNS(MATHML, tag);
    if (tag === "mo" && "()[]|\u2061\u2062".includes(inside[0])) {
      made.setAttribute("lspace", "0");
      made.setAttribute("rspace", "0");
    }
    if (tag === "mover") {
      made.setAttribute("accent", "true");
    }
    made.append(...inside.map((each) => (typeof each === "string" ? each : build(each))));
    return made;
  };
  const math = document.createElementNS(MATHML, "math");
  math.append(build(tree));
  return math;
}

function shortNumber(value) {
  if (typeof value === "boolean") {
    return String(value);
  }
  return Number.isFinite(value) ? String(Number(value.toPrecision(7))) : String(value).replace("Infinity", "inf");
}

function parseNumber(text) {
  const plain = text.trim().toLowerCase();
  const special = { nan: NaN, inf: Infinity, "+inf": Infinity, "-inf": -Infinity };
  if (Object.hasOwn(special, plain)) {
    return special[plain];
  }
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/.test(plain) ? Number(plain) : undefined;
}

// What is shown: a function, what is chosen in it, and how far it is computed.
const state = {
  report: null,
  shown: null,
  product: null,
  chosen: null,
  numbers: new Map(),
  trace: [],
  position: 0,
  failure: "",
};

const KINDS = ["value", "tangent", "adjoint"];

function listing(id) {
  return state.shown.lists.find((list) => list.id === id);
}

// --- Building -------------------------------------------------------------------------------------------------------

function show(report) {
  state.report = report;
  byId("file").textContent = report.file;
  byId("version").textContent = "Wengert " + report.version;
  const tabs = byId("functions");
  tabs.replaceChildren();
  if (report.functions.length > 1) {
    report.functions.forEach((each, i) => tabs.append(tab(each.name, () => showFunction(i))));
  }
  byId("main").hidden = report.functions.length === 0;
  if (report.functions.length > 0) {
    showFunction(report.chosen);
  }
}

function tab(text, action) {
  const button = element("button", "", text);
  button.type = "button";
  button.setAttribute("role", "tab");
  button.addEventListener("click", action);
  return button;
}

function selectTab(tabs, index) {
  [...tabs.children].forEach((each, i) => each.setAttribute("aria-selected", String(i === index)));
}

function showFunction(index) {
  const shown = state.report.functions[index];
  const again = state.shown && state.shown.signature === shown.signature;
  state.shown = shown;
  state.chosen = null;
  selectTab(byId("functions"), index);
  document.title = shown.name + " · Wengert";
  byId("title").textContent = shown.signature;
  byId("formula").textContent = shown.formula.includes("\n") ? "" : shown.formula;
  showPoint(shown, again);
  showSource(shown);
  showLists(shown);
  showGraph(shown);
  const wanted = shown.java.findIndex((java) => java.product === state.product);
  const tabs = byId("products");
  tabs.replaceChildren(...shown.java.map((java, i) => tab(java.product, () => showJava(i))));
  showJava(wanted >= 0 ? wanted : Math.max(0, shown.java.findIndex((java) => java.product === "adjoint")));
  showKept(shown);
  showCounts(shown);
  byId("kinks-panel").hidden = shown.kinks.length === 0;
  byId("kinks").replaceChildren(...shown.kinks.map((kink) => element("li", "", kink)));
  compute();
}

function reason(shown) {
  if (!shown.scalar) {
    return "This function has arrays or loops. The page does not evaluate it; wengert eval does. Its lists are the loops of the generated Java.";
  }
  if (shown.unsaid.length > 0) {
    return "The page has no kernel for " + shown.unsaid.join(", ") + " and evaluates nothing rather than something wrong; wengert eval has.";
  }
  return "";
}

function showPoint(shown, again) {
  const why = reason(shown);
  byId("notice").hidden = why === "";
  byId("notice").textContent = why;
  byId("calculation").hidden = why !== "";
  const form = byId("point");
  const before = again ? new Map(state.numbers) : new Map();
  form.replaceChildren();
  state.numbers = new Map();
  if (why !== "") {
    return;
  }
  const group = (legend, names, numbers) => {
    const fieldset = element("fieldset");
    fieldset.append(element("legend", "", legend));
    names.forEach((name, i) => fieldset.append(field(name, before.get(name) ?? numbers[i])));
    form.append(fieldset);
  };
  const n = shown.inputs.length;
  const tangents = listing("tangent").inputs.slice(n);
  const cotangents = listing("adjoint").inputs.slice(n);
  group("Point", listing("value").inputs, shown.inputs.map((input) => input.value));
  group("Direction", tangents, tangents.map((name, i) => (i === 0 ? 1 : 0)));
  group("Cotangent", cotangents, cotangents.map(() => 1));
}

function field(name, value) {
  const label = element("label", "", name);
  const input = element("input");
  input.type = "text";
  input.inputMode = "decimal";
  input.value = String(value);
  input.name = name;
  input.setAttribute("autocomplete", "off");
  state.numbers.set(name, value);
  input.addEventListener("input", () => {
    const parsed = parseNumber(input.value);
    input.setAttribute("aria-invalid", String(parsed === undefined));
    state.numbers.set(name, parsed);
    compute();
  });
  label.append(input);
  return label;
}

// The source in pieces, each as small as the smallest value around it.
function showSource(shown) {
  const text = state.report.source;
  const cuts = new Set([0, text.length]);
  shown.values.forEach((value) => cuts.add(value.start).add(value.end));
  const places = [...cuts].sort((a, b) => a - b);
  const pieces = [];
  for (let i = 0; i + 1 < places.length; i++) {
    const [from, to] = [places[i], places[i + 1]];
    const piece = element("span", "", text.slice(from, to));
    piece.dataset.piece = from + " " + to;
    const around = shown.values.filter((value) => value.start <= from && to <= value.end);
    if (around.length > 0) {
      const least = Math.min(...around.map((value) => value.end - value.start));
      const smallest = around.filter((value) => value.end - value.start === least).map((value) => value.number);
      follow(piece, { values: smallest, list: "", name: "" });
    }
    pieces.push(piece);
  }
  byId("source").replaceChildren(...pieces);
}

function showLists(shown) {
  const panel = byId("lists");
  panel.replaceChildren();
  byId("lists-panel").hidden = shown.lists.length === 0;
  shown.lists.forEach((list) => {
    const box = element("div", "list scroll");
    box.id = "list-" + list.id;
    box.setAttribute("role", "listbox");
    const title = element("h2", "", list.heading);
    title.id = "heading-" + list.id;
    box.setAttribute("aria-labelledby", title.id);
    panel.append(title, box);
    list.rows.forEach((row, i) => {
      if (row.shown) {
        box.append(statement(list, row, i));
      }
    });
    box.firstElementChild?.setAttribute("tabindex", "0");
  });
}

function statement(list, row, index) {
  const made = element("div", "statement");
  made.id = list.id + "-" + index;
  made.setAttribute("role", "option");
  made.setAttribute("tabindex", "-1");
  made.dataset.indent = row.indent > 4 ? "deep" : row.indent;
  made.append(element("span", "text", row.text));
  if (row.why.length > 0) {
    made.title = row.why.map((why) => why.line + ":  " + why.rule).join("\n");
    made.append(element("span", "origin", "← " + row.why.map((why) => why.line).join("; ")));
  }
  made.append(element("span", "value", ""));
  follow(made, { values: row.values, list: list.id, name: row.name, row: index, of: row.of });
  return made;
}

function showGraph(shown) {
  const parsed = new DOMParser().parseFromString(shown.graph, "image/svg+xml");
  const picture = document.importNode(parsed.documentElement, true);
  byId("graph").replaceChildren(picture);
  byId("graph-note").textContent = shown.note;
  byId("graph-note").hidden = shown.note === "";
  const width = Number(picture.getAttribute("width"));
  picture.classList.toggle("wide", width > 900);
  picture.querySelectorAll(".box").forEach((box) => {
    const values = box.dataset.values.split(" ").filter(Boolean).map(Number);
    follow(box, { values, list: "", name: "" });
  });
}

function showJava(index) {
  const java = state.shown.java[index];
  state.product = java.product;
  selectTab(byId("products"), index);
  const box = byId("java");
  box.replaceChildren();
  java.lines.forEach((line) => {
    const made = element("div", "line");
    made.id = "java-" + line.number;
    made.setAttribute("role", "option");
    made.append(element("span", "count", String(line.number)));
    const comment = line.text.indexOf(" // ");
    made.append(element("span", "", comment < 0 ? line.text : line.text.slice(0, comment)));
    if (comment >= 0) {
      made.append(element("span", "comment", line.text.slice(comment)));
    }
    if (line.values.length > 0) {
      made.setAttribute("tabindex", "-1");
      follow(made, { values: line.values, list: java.product, name: line.value });
    }
    box.append(made);
  });
  light();
}

function showKept(shown) {
  const box = byId("kept");
  box.replaceChildren();
  if (shown.kept.length === 0) {
    box.append(element("p", "note", "Nothing: the derivatives do not depend on where they are taken."));
  }
  box.append(keptTable(shown.kept, "read backward by"));
  if (shown.dropped.length > 0) {
    box.append(element("h3", "", "Not read backward"));
    box.append(keptTable(shown.dropped, ""));
  }
}

function keptTable(values, heading) {
  const table = element("table");
  if (values.length > 0 && heading !== "") {
    const head = element("tr");
    ["value", "", heading].forEach((text) => head.append(element("th", "", text)));
    table.append(head);
  }
  values.forEach((value) => {
    const row = element("tr");
    row.append(element("td", "", value.name), element("td", "", value.line));
    const reads = element("td");
    value.readBy.slice(0, 12).forEach((text) => reads.append(element("div", "", text)));
    if (value.readBy.length > 12) {
      reads.append(element("div", "", "and " + (value.readBy.length - 12) + " more"));
    }
    row.append(reads);
    follow(row, { values: value.values, list: "", name: "" });
    table.append(row);
  });
  const scroll = element("div", "scroll");
  scroll.append(table);
  return scroll;
}

function showCounts(shown) {
  const box = byId("counts");
  box.replaceChildren();
  if (shown.countLines.length > 0) {
    box.append(element("pre", "code", shown.countLines.join("\n")));
  }
  if (shown.counts.length > 0) {
    const table = element("table");
    const head = element("tr");
    head.append(element("th", "", ""));
    ["flops", "calls", "times the value"].forEach((text) => head.append(element("th", "number", text)));
    table.append(head);
    shown.counts.forEach((count) => {
      const row = element("tr");
      row.append(element("td", "", count.product));
      [count.flops, count.calls, count.ratio].forEach((text) => row.append(element("td", "number", text)));
      table.append(row);
    });
    box.append(table);
    box.append(element("p", "note", "A call of a library function counts as 10 flops."));
  }
}

// --- Lighting -------------------------------------------------------------------------------------------------------

// Parts of the page by what they show: the numbers of values of the program, and the name of a value in a list.
const parts = new WeakMap();

function follow(part, what) {
  parts.set(part, what);
  part.addEventListener("mouseenter", () => light(what));
  part.addEventListener("mouseleave", () => light());
  part.addEventListener("focus", () => choose(what));
  part.addEventListener("click", (event) => {
    event.stopPropagation();
    choose(what);
  });
}

function choose(what) {
  state.chosen = what;
  light();
  explain(what);
}

function related(what, other) {
  return other.values.some((value) => what.values.includes(value));
}

function same(what, other) {
  return what.name !== "" && what.name === other.name && what.list === other.list;
}

// Lights all that shows the same quantity as what is pointed at, or else as what is chosen.
function light(pointed) {
  const what = pointed ?? state.chosen;
  const all = document.querySelectorAll(".statement, .line, .graph .box, #kept tr");
  all.forEach((part) => {
    const other = parts.get(part);
    const lit = Boolean(what && other && related(what, other));
    const chosen = Boolean(what && other && same(what, other));
    part.classList.toggle("lit", lit && !chosen);
    part.classList.toggle("chosen", chosen);
    if (part.getAttribute("role") === "option") {
      part.setAttribute("aria-selected", String(chosen));
    }
  });
  const spans = what ? state.shown.values.filter((value) => what.values.includes(value.number)) : [];
  byId("source").querySelectorAll("[data-piece]").forEach((piece) => {
    const [from, to] = piece.dataset.piece.split(" ").map(Number);
    piece.classList.toggle("lit", spans.some((span) => span.start <= from && to <= span.end));
  });
  const boxes = new Set([...document.querySelectorAll(".graph .box.lit, .graph .box.chosen")].map((box) => box.id.slice(6)));
  document.querySelectorAll(".graph .arrow").forEach((arrow) => {
    const into = boxes.has(arrow.dataset.to);
    const from = what?.of >= 0 ? arrow.dataset.from === "v" + what.of : true;
    arrow.classList.toggle("lit", into && from);
  });
}

// The rule of a statement in mathematics.
function explain(what) {
  const box = byId("rule");
  box.replaceChildren();
  const row = what && what.row !== undefined ? listing(what.list)?.rows[what.row] : undefined;
  (row?.why ?? []).forEach((why) => {
    const one = element("span");
    one.append(element("span", "word", "of"), formula(why.lineFormula));
    const rule = element("span");
    rule.append(element("span", "word", "the rule"), formula(why.ruleFormula));
    box.append(one, rule);
  });
}

// --- Walking --------------------------------------------------------------------------------------------------------

function move(from, by) {
  const all = [...from.parentElement.children].filter((each) => each.hasAttribute("tabindex"));
  const next = all[all.indexOf(from) + by];
  if (next) {
    next.focus();
  }
}

function moveAcross(from, by) {
  const lists = [...document.querySelectorAll(".list")];
  const next = lists[lists.indexOf(from.parentElement) + by];
  const what = parts.get(from);
  if (!next) {
    return;
  }
  const options = [...next.children];
  (options.find((each) => related(what, parts.get(each))) ?? options[0])?.focus();
}

document.addEventListener("keydown", (event) => {
  const at = event.target;
  const option = at instanceof HTMLElement && at.getAttribute("role") === "option";
  if (event.key === "Escape") {
    choose(null);
  }
  if (at.id === "java" && event.key === "ArrowDown") {
    at.querySelector("[tabindex]")?.focus();
    event.preventDefault();
  }
  if (!option) {
    return;
  }
  const down = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const across = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (down) {
    move(at, down);
    event.preventDefault();
  } else if (across && at.classList.contains("statement")) {
    moveAcross(at, across);
    event.preventDefault();
  }
});

// --- Computing ------------------------------------------------------------------------------------------------------

function compute() {
  state.trace = [];
  state.failure = reason(state.shown);
  if (state.failure === "") {
    const missing = [...state.numbers].find(([, number]) => number === undefined);
    if (missing) {
      state.failure = missing[0] + " is not a number";
    } else {
      computeLists();
    }
  }
  state.position = state.trace.length;
  fill();
}

function computeLists() {
  const of = (id) => {
    const list = listing(id);
    return { list, ...run(list, list.inputs.map((name) => state.numbers.get(name))) };
  };
  const events = (id, derived) => {
    const done = of(id);
    return done.events
      .filter((event) => done.list.rows[event.row].derived || !derived)
      .map((event) => ({ ...event, list: id, data: done.list.rows[event.row] }));
  };
  const value = events("value", false);
  const adjoint = events("adjoint", true);
  state.trace = [...value, ...adjoint];
  state.forward = value.length;
  state.tangent = of("tangent");
  state.adjoint = of("adjoint");
}

// Fills in what is known after the steps so far.
function fill() {
  const done = state.trace.slice(0, state.position);
  const all = state.position === state.trace.length && state.failure === "";
  document.querySelectorAll(".statement").forEach((part) => {
    part.querySelector(".value").textContent = "";
    part.classList.remove("now", "skipped");
  });
  const put = (list, row, value) => {
    const part = byId(list + "-" + row);
    if (part) {
      const text = part.querySelector(".value");
      text.textContent = shortNumber(value);
      text.title = String(value);
    }
  };
  done.forEach((event) => put(event.list, event.row, event.value));
  if (all) {
    state.tangent.events.forEach((event) => put("tangent", event.row, event.value));
    state.adjoint.events.forEach((event) => put("adjoint", event.row, event.value));
    skipped();
  }
  fillGraph(done);
  fillResults(all);
  const current = done[done.length - 1];
  const stepping = !all && current;
  if (stepping) {
    byId(current.list + "-" + current.row)?.classList.add("now");
    choose(parts.get(byId(current.list + "-" + current.row)) ?? null);
  }
  byId("progress").textContent = progress(all);
  byId("first").disabled = byId("previous").disabled = state.position === 0;
  byId("next").disabled = byId("last").disabled = state.position === state.trace.length;
}

// Rows of branches that were not taken.
function skipped() {
  const taken = { value: run(listing("value"), listing("value").inputs.map((name) => state.numbers.get(name))) };
  taken.tangent = state.tangent;
  taken.adjoint = state.adjoint;
  KINDS.forEach((id) => {
    const rows = new Set(taken[id].events.map((event) => event.row));
    listing(id).rows.forEach((row, i) => byId(id + "-" + i)?.classList.toggle("skipped", row.indent > 0 && row.name !== "" && !rows.has(i)));
  });
}

function progress(all) {
  if (state.failure !== "") {
    return state.failure;
  }
  const backward = state.trace.length - state.forward;
  if (all) {
    return state.forward + (state.forward === 1 ? " step" : " steps") + " forward, " + backward + " backward";
  }
  return state.position <= state.forward
    ? "forward " + state.position + " of " + state.forward
    : "backward " + (state.position - state.forward) + " of " + backward;
}

function fillGraph(done) {
  const primal = new Map();
  const adjoint = new Map();
  if (state.failure === "") {
    listing("value").inputs.forEach((name, i) => primal.set(inputNumber(i), state.numbers.get(name)));
    if (state.position >= state.forward) {
      seeds().forEach(([number, value]) => adjoint.set(number, value));
    }
  }
  done.forEach((event) => {
    if (event.list === "value" && event.data.name !== "") {
      event.data.values.forEach((number) => primal.set(number, event.value));
    } else if (event.data.of >= 0) {
      adjoint.set(event.data.of, event.value);
    }
    if (event.list === "value") {
      (event.results ?? []).forEach(([number, value]) => primal.set(number, value));
    }
    event.data.why
      .filter((why) => event.list === "adjoint" && why.alias.length > 0)
      .forEach((why) => adjoint.set(why.values[0], evaluate(why.alias[0], state.adjoint.values)));
  });
  if (state.failure === "" && state.position === state.trace.length) {
    const m = state.shown.results.length;
    state.shown.inputs.forEach((input, i) => adjoint.set(inputNumber(i), state.adjoint.outputs[m + i]));
  }
  document.querySelectorAll(".graph .box").forEach((box) => {
    box.querySelectorAll(".primal, .adjoint").forEach((text) => text.remove());
    const values = box.dataset.values.split(" ").map(Number);
    const single = !box.classList.contains("folded");
    const found = values.find((number) => primal.has(number));
    const bar = values.find((number) => adjoint.has(number));
    if (single && found !== undefined) {
      boxText(box, "primal", 0, shortNumber(primal.get(found)));
    }
    if (single && bar !== undefined) {
      boxText(box, "adjoint", 1, "bar " + shortNumber(adjoint.get(bar)));
    }
  });
}

function inputNumber(index) {
  return state.shown.values.find((value) => value.name === state.shown.inputs[index].name)?.number;
}

// The adjoints of results are given.
function seeds() {
  const n = state.shown.inputs.length;
  return listing("adjoint")
    .inputs.slice(n)
    .map((name, i) => [state.shown.resultValues[i], state.numbers.get(name)]);
}

function boxText(box, kind, line, text) {
  const rectangle = box.querySelector("rect");
  const made = document.createElementNS(SVG, "text");
  made.setAttribute("class", kind);
  made.setAttribute("text-anchor", "middle");
  made.setAttribute("x", Number(rectangle.getAttribute("x")) + Number(rectangle.getAttribute("width")) / 2);
  made.setAttribute("y", Number(rectangle.getAttribute("y")) + Number(rectangle.getAttribute("height")) - 23 + 15 * line);
  made.textContent = text;
  box.append(made);
}

function fillResults(all) {
  const box = byId("results");
  box.replaceChildren();
  if (!all || state.failure !== "") {
    return;
  }
  const m = state.shown.results.length;
  const add = (name, value) => {
    const result = element("span");
    result.append(element("span", "name", name), element("span", "number", String(value).replace("Infinity", "inf")));
    box.append(result);
  };
  state.shown.results.forEach((name, i) => add(name, state.adjoint.outputs[i]));
  state.shown.results.forEach((name, i) => add("tangent of " + name, state.tangent.outputs[i]));
  state.shown.inputs.forEach((input, i) => add("adjoint of " + input.name, state.adjoint.outputs[m + i]));
}

function go(position) {
  state.position = Math.min(Math.max(position, 0), state.trace.length);
  fill();
}

byId("first").addEventListener("click", () => go(0));
byId("previous").addEventListener("click", () => go(state.position - 1));
byId("next").addEventListener("click", () => go(state.position + 1));
byId("last").addEventListener("click", () => go(state.trace.length));
byId("point").addEventListener("submit", (event) => event.preventDefault());
byId("theme").addEventListener("click", () => {
  const root = document.documentElement;
  const dark = root.dataset.theme
    ? root.dataset.theme === "dark"
    : window.matchMedia("(prefers-color-scheme: dark)").matches;
  root.dataset.theme = dark ? "light" : "dark";
});
byId("main").addEventListener("click", (event) => {
  if (!event.target.closest("button, input, .tabs")) {
    choose(null);
  }
});

const data = byId("report");
if (data) {
  show(JSON.parse(data.textContent));
}
