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
  wholes: new Map(),
  trace: [],
  position: 0,
  failure: "",
  link: null,
};

// Pixels of a picture that does not fit beside the lists.
const WIDE = 900;

// Pixels of a picture that can be read when it is made to fit the page.
const LEGIBLE = 2000;

// Lists that are evaluated; of some functions there is none of the Hessian times the direction.
const KINDS = ["value", "tangent", "adjoint", "hvp"];

// A Hessian of more parameters is not shown; its product with the direction is.
const LARGEST_HESSIAN = 12;

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
    openLink();
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
  const again = state.shown && state.shown.signature === shown.signature && state.shown.sizes === shown.sizes;
  state.shown = shown;
  state.wholes = new Map(shown.values.map((value) => [value.number, value.whole]));
  state.chosen = null;
  selectTab(byId("functions"), index);
  document.title = shown.name + " · Wengert";
  byId("title").textContent = shown.signature;
  byId("formula").textContent = shown.formula.includes("\n") ? "" : shown.formula;
  showPoint(shown, again);
  showSource(shown);
  showLists(shown);
  showGraphs(shown);
  const wanted = shown.java.findIndex((java) => java.product === state.product);
  const tabs = byId("products");
  tabs.replaceChildren(...shown.java.map((java, i) => tab(java.product, () => showJava(i))));
  showJava(wanted >= 0 ? wanted : Math.max(0, shown.java.findIndex((java) => java.product === "adjoint")));
  showKept(shown);
  showCounts(shown);
  byId("derived-panel").hidden = shown.derivatives.length === 0;
  byId("derived").replaceChildren(...shown.derivatives.map((derived) => {
    const item = element("li", "");
    item.title = derived.text;
    item.append(formula(derived.formula));
    return item;
  }));
  byId("kinks-panel").hidden = shown.kinks.length === 0;
  byId("kinks").replaceChildren(...shown.kinks.map((kink) => element("li", "", kink)));
  compute();
}

function reason(shown) {
  if (shown.lists.length === 0) {
    return (
      "This function has arrays or loops, and is not written out element by element: " +
      shown.unwritten +
      ". The page does not evaluate it; wengert eval does. Its lists are the loops of the generated Java."
    );
  }
  if (shown.unsaid.length > 0) {
    return "The page has no kernel for " + shown.unsaid.join(", ") + " and evaluates nothing rather than something wrong; wengert eval has.";
  }
  return "";
}

// What a list of elements is, and how it is read.
function showSizes(shown) {
  const said = !shown.scalar && shown.lists.length > 0;
  byId("sizes").hidden = !said;
  byId("sizes").textContent =
    (shown.sizes === "" ? "" : "At " + shown.sizes + ". ") +
    "The lists are the function element by element" +
    (shown.sizes === "" ? "" : " at these sizes") +
    ", a line for each number; a value of a loop has the index of the iteration first. The Java is for all sizes.";
}

function showPoint(shown, again) {
  const why = reason(shown);
  byId("notice").hidden = why === "";
  byId("notice").textContent = why;
  showSizes(shown);
  byId("calculation").hidden = why !== "";
  const form = byId("point");
  const before = again ? new Map(state.numbers) : new Map();
  form.replaceChildren();
  state.numbers = new Map();
  if (why !== "") {
    return;
  }
  const group = (legend, arrays, names, numbers) => {
    const fieldset = element("fieldset");
    fieldset.append(element("legend", "", legend));
    let first = 0;
    arrays.forEach((array) => {
      const count = size(array.extents);
      const cells = names.slice(first, first + count).map((name, i) => [name, before.get(name) ?? numbers[first + i]]);
      first += count;
      fieldset.append(
        array.extents.length === 0
          ? field(cells[0][0], cells[0][1])
          : grid(arrayName(cells[0][0]), array.extents, cells),
      );
    });
    form.append(fieldset);
  };
  const points = listing("value").inputs;
  const tangents = listing("tangent").inputs.slice(points.length);
  const cotangents = listing("adjoint").inputs.slice(points.length);
  group("Point", shown.inputs, points, shown.inputs.flatMap((input) => input.numbers));
  group("Direction", shown.inputs, tangents, tangents.map((name, i) => (i === 0 ? 1 : 0)));
  group("Cotangent", shown.results, cotangents, cotangents.map(() => 1));
}

function size(extents) {
  return extents.reduce((product, extent) => product * extent, 1);
}

// "U" of "U[0,1]".
function arrayName(element) {
  return element.replace(/\[.*/, "");
}

// The elements of an array by rows; [[1,2],[3,4]] that is put into one of them is put into all.
function grid(name, extents, cells) {
  const box = element("div", "array");
  box.setAttribute("role", "group");
  box.setAttribute("aria-label", name);
  const columns = extents[extents.length - 1];
  const table = element("div", "cells");
  for (let row = 0; row * columns < cells.length; row++) {
    const line = element("div", "cell-row");
    cells.slice(row * columns, (row + 1) * columns).forEach(([element, value]) => {
      line.append(number(element, value, (text) => fillArray(box, extents, text)));
    });
    table.append(line);
  }
  const message = element("p", "wrong");
  message.hidden = true;
  message.setAttribute("role", "alert");
  box.append(element("span", "array-name", name), table, message);
  return box;
}

// Reads [[1,2],[3,4]] into the fields of an array, or says what is wrong with it.
function fillArray(box, extents, text) {
  const read = nested(text);
  const shape = read === null ? "" : shapeOf(read);
  const message = box.querySelector(".wrong");
  const wanted = "[" + extents.join(",") + "]";
  const problem =
    read === null
      ? "an array is written [[1,2],[3,4]]"
      : shape === null
        ? "the rows of the array are not equally long"
        : shape !== wanted
          ? "the array is " + shape + ", and " + wanted + " is wanted"
          : "";
  message.textContent = problem;
  message.hidden = problem === "";
  if (problem !== "") {
    return false;
  }
  const fields = [...box.querySelectorAll("input")];
  read.flat(Infinity).forEach((value, i) => {
    fields[i].value = String(value).replace("Infinity", "inf");
    fields[i].setAttribute("aria-invalid", "false");
    state.numbers.set(fields[i].name, value);
  });
  return true;
}

// Nested arrays of numbers; null of another text.
function nested(text) {
  const marks = text.match(/[[\],]|[^[\],\s]+/g) ?? [];
  let at = 0;
  const read = () => {
    if (marks[at] !== "[") {
      const value = at < marks.length ? parseNumber(marks[at++]) : undefined;
      if (value === undefined) {
        throw new SyntaxError();
      }
      return value;
    }
    const all = [];
    do {
      at++;
      all.push(read());
    } while (marks[at] === ",");
    if (marks[at++] !== "]") {
      throw new SyntaxError();
    }
    return all;
  };
  try {
    const all = read();
    return at === marks.length && Array.isArray(all) ? all : null;
  } catch (error) {
    return null;
  }
}

// "[2,3]"; null where rows differ.
function shapeOf(array) {
  const extents = (part) => {
    if (!Array.isArray(part)) {
      return [];
    }
    const inner = part.map(extents);
    return inner.some((each) => each === null || String(each) !== String(inner[0])) ? null : [part.length, ...inner[0]];
  };
  const all = extents(array);
  return all === null ? null : "[" + all.join(",") + "]";
}

function field(name, value) {
  const label = element("label", "", name);
  label.append(number(name, value, null));
  return label;
}

// A field for a number; what is an array instead goes to fill, if there is one.
function number(name, given, fill) {
  const value = Number(given);
  const input = element("input");
  input.type = "text";
  input.inputMode = "decimal";
  input.value = String(value).replace("Infinity", "inf");
  input.name = name;
  input.title = name;
  input.setAttribute("aria-label", name);
  input.setAttribute("autocomplete", "off");
  state.numbers.set(name, value);
  input.addEventListener("input", () => {
    if (!(fill && input.value.trim().startsWith("[") && fill(input.value))) {
      const parsed = parseNumber(input.value);
      input.setAttribute("aria-invalid", String(parsed === undefined));
      state.numbers.set(name, parsed);
      hideMessages(input, fill);
    }
    compute();
  });
  return input;
}

function hideMessages(input, fill) {
  if (fill && !input.value.trim().startsWith("[")) {
    input.closest(".array").querySelector(".wrong").hidden = true;
  }
}

// The source in pieces, each as small as the smallest value around it.
function showSource(shown) {
  const text = state.report.source;
  const cuts = new Set([0, text.length]);
  const wholes = shown.values.filter((value) => value.whole < 0);
  wholes.forEach((value) => cuts.add(value.start).add(value.end));
  const places = [...cuts].sort((a, b) => a - b);
  const pieces = [];
  for (let i = 0; i + 1 < places.length; i++) {
    const [from, to] = [places[i], places[i + 1]];
    const piece = element("span", "", text.slice(from, to));
    piece.dataset.piece = from + " " + to;
    const around = wholes.filter((value) => value.start <= from && to <= value.end);
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
    if (list.more > 0) {
      panel.append(element("p", "note", more(list.more) + ": wengert explain shows them all. They are evaluated too."));
    }
  });
}

function more(lines) {
  return lines === 1 ? "1 more line" : lines + " more lines";
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

function showGraphs(shown) {
  const tabs = byId("graphs");
  tabs.replaceChildren();
  if (shown.graphs.length > 1) {
    tabs.append(
      ...shown.graphs.map((graph, i) =>
        tab(graph.title, () => {
          showGraph(shown, i);
          fill();
          light();
        }),
      ),
    );
  }
  showGraph(shown, 0);
}

function showGraph(shown, index) {
  const graph = shown.graphs[index];
  selectTab(byId("graphs"), index);
  const parsed = new DOMParser().parseFromString(graph.picture, "image/svg+xml");
  const picture = document.importNode(parsed.documentElement, true);
  byId("graph").replaceChildren(picture);
  byId("graph-note").textContent = graph.note;
  byId("graph-note").hidden = graph.note === "";
  const width = Number(picture.getAttribute("width"));
  const wide = width > WIDE;
  picture.classList.toggle("wide", wide);
  byId("fit").hidden = !wide;
  placeGraph(wide, width < LEGIBLE);
  picture.querySelectorAll(".box").forEach((box) => {
    const width = Number(box.querySelector("rect").getAttribute("width")) - 8;
    box.querySelectorAll("text").forEach((text) => keepInside(text, width));
    const values = box.dataset.values.split(" ").filter(Boolean).map(Number);
    follow(box, { values, list: "", name: "" });
  });
}

// A wide picture has a row of its own; others stand below the source.
function placeGraph(wide, fitted) {
  const panel = document.querySelector(".picture");
  panel.classList.toggle("fitted", wide && fitted);
  byId("fit").setAttribute("aria-pressed", String(wide && fitted));
  panel.classList.toggle("across", wide);
  if (wide) {
    document.querySelector(".point").after(panel);
  } else {
    document.querySelector(".source").after(panel);
  }
}

byId("fit").addEventListener("click", () => {
  const fitted = document.querySelector(".picture").classList.toggle("fitted");
  byId("fit").setAttribute("aria-pressed", String(fitted));
});

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
  if (java.more > 0) {
    box.append(element("p", "note", more(java.more) + ": wengert compile writes them all."));
  }
  light();
}

function showKept(shown) {
  const box = byId("kept");
  box.replaceChildren();
  const lists = shown.lists.length > 0;
  if (!shown.scalar) {
    keptPart(box, shown.keptArrays, lists ? "Arrays of the Java" : "");
  }
  if (!lists) {
    return;
  }
  const part = shown.scalar ? box : element("details");
  if (!shown.scalar) {
    part.append(element("summary", "", "Numbers of the list: " + shown.kept.length + " of " + (shown.kept.length + shown.dropped.length)));
    box.append(part);
  }
  keptPart(part, shown.kept, "");
  if (shown.dropped.length > 0) {
    part.append(element("h3", "", "Not read backward"));
    part.append(keptTable(shown.dropped, ""));
  }
}

function keptPart(box, values, title) {
  if (title !== "") {
    box.append(element("h3", "", title));
  }
  if (values.length === 0) {
    box.append(element("p", "note", "Nothing: the derivatives do not depend on where they are taken."));
  }
  box.append(keptTable(values, "read backward by"));
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
    if (!shown.scalar) {
      box.append(element("h3", "", shown.sizes === "" ? "Of the lists" : "Of the lists, at " + shown.sizes));
    }
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

function follow(part, given) {
  const wholeOf = (number) => state.wholes.get(number) ?? -1;
  const what = {
    ...given,
    elements: given.values.filter((number) => wholeOf(number) >= 0),
    wholes: given.values.map((number) => (wholeOf(number) >= 0 ? wholeOf(number) : number)),
  };
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
  document.querySelectorAll(".list, #java, #source").forEach(reveal);
}

// Scrolls a part so far that something lit in it is seen; the page stays where it is.
function reveal(part) {
  const lit = [...part.querySelectorAll(".chosen, .lit")];
  const frame = part.getBoundingClientRect();
  const boxes = lit.map((each) => each.getBoundingClientRect());
  if (lit.length > 0 && !boxes.some((box) => box.top >= frame.top && box.bottom <= frame.bottom)) {
    part.scrollTop += boxes[0].top - frame.top - frame.height / 3;
  }
}

// Two elements are related if they are the same; an element and an array, if it belongs to it.
function related(what, other) {
  const both = what.elements.length > 0 && other.elements.length > 0;
  return both
    ? other.elements.some((value) => what.elements.includes(value))
    : other.wholes.some((value) => what.wholes.includes(value));
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
  const spans = what ? state.shown.values.filter((value) => what.wholes.includes(value.number)) : [];
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

// The arrow keys begin at the first statement, or at what was chosen last.
function begin(event) {
  const first = document.querySelector(".statement.chosen") ?? document.querySelector(".statement");
  const seen = first?.getBoundingClientRect();
  // Where the lists are out of sight the keys scroll.
  if (seen && seen.top < window.innerHeight && seen.bottom > 0) {
    first.focus();
    event.preventDefault();
  }
}

document.addEventListener("keydown", (event) => {
  const at = event.target;
  const option = at instanceof HTMLElement && at.getAttribute("role") === "option";
  if (event.key === "Escape") {
    choose(null);
  }
  if (at === document.body && event.key.startsWith("Arrow") && !event.altKey && !event.ctrlKey && !event.metaKey) {
    begin(event);
    return;
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
  if (location.hash !== "") {
    writeLink();
  }
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
  state.second = listing("hvp") ? of("hvp") : null;
}

// The Hessian by columns: its products with the directions of the axes.
function hessian() {
  const list = listing("hvp");
  const names = listing("value").inputs;
  if (!list || names.length === 0 || names.length > LARGEST_HESSIAN) {
    return null;
  }
  const point = names.map((name) => state.numbers.get(name));
  return names.map((_, column) => run(list, [...point, ...names.map((_, i) => (i === column ? 1 : 0))]).outputs);
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
    state.second?.events.forEach((event) => put("hvp", event.row, event.value));
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
  taken.hvp = state.second;
  KINDS.filter(listing).forEach((id) => {
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
    listing("value").inputs.forEach((name, i) => primal.set(state.shown.inputValues[i], state.numbers.get(name)));
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
    const m = state.shown.resultValues.length;
    state.shown.inputValues.forEach((number, i) => adjoint.set(number, state.adjoint.outputs[m + i]));
  }
  sums(adjoint);
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

// What is read once, as a term of a sum, has the adjoint of the sum, which no list repeats.
function sums(adjoint) {
  const list = listing("value");
  if (!list) {
    return;
  }
  const numbers = new Map(list.inputs.map((name, i) => [name, state.shown.inputValues[i]]));
  list.rows.filter((row) => row.name !== "" && row.values.length === 1).forEach((row) => numbers.set(row.name, row.values[0]));
  const uses = new Map();
  const count = (expression) => {
    if (Array.isArray(expression)) {
      expression.slice(1).forEach(count);
    } else {
      uses.set(expression, (uses.get(expression) ?? 0) + 1);
    }
  };
  const walk = (steps) =>
    steps.forEach((step) => {
      count(step.to);
      walk(step.then);
      walk(step.otherwise);
    });
  walk(list.steps);
  list.outputs.forEach(count);
  [...list.steps].reverse().forEach((step) => {
    const bar = adjoint.get(numbers.get(step.set));
    const [operator, ...terms] = Array.isArray(step.to) ? step.to : [""];
    if (bar !== undefined && (operator === "add" || operator === "subtract")) {
      terms.forEach((term, i) => {
        if (uses.get(term) === 1 && numbers.has(term) && !adjoint.has(numbers.get(term))) {
          adjoint.set(numbers.get(term), operator === "subtract" && i === 1 ? -bar : bar);
        }
      });
    }
  });
}

// The adjoints of results are given.
function seeds() {
  return listing("adjoint")
    .inputs.slice(state.shown.inputValues.length)
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
  keepInside(made, Number(rectangle.getAttribute("width")) - 8);
}

// Makes a text of a picture as narrow as its box, where the font is wider than what the box was made for.
function keepInside(text, width) {
  if (text.getComputedTextLength() > width) {
    text.setAttribute("textLength", width);
    text.setAttribute("lengthAdjust", "spacingAndGlyphs");
  }
}

function fillResults(all) {
  const box = byId("results");
  box.replaceChildren();
  if (!all || state.failure !== "") {
    return;
  }
  const { results, inputs, resultValues } = state.shown;
  const add = (prefix, arrays, numbers) => {
    let first = 0;
    arrays.forEach((array) => {
      const count = size(array.extents);
      box.append(outcome(prefix + array.name, array.extents, numbers.slice(first, first + count)));
      first += count;
    });
  };
  add("", results, state.adjoint.outputs);
  add("tangent of ", results, state.tangent.outputs);
  add("adjoint of ", inputs, state.adjoint.outputs.slice(resultValues.length));
  const columns = hessian();
  if (columns) {
    box.append(matrix("Hessian", listing("value").inputs, columns));
  } else if (state.second) {
    add("Hessian times direction, of ", inputs, state.second.outputs);
  }
}

// A square matrix by columns, with the names of its rows and columns.
function matrix(name, names, columns) {
  const table = element("table", "hessian");
  const head = element("tr");
  head.append(element("th", "name", name), ...names.map((each) => element("th", "number", each)));
  table.append(head);
  names.forEach((each, i) => {
    const row = element("tr");
    row.append(element("th", "", each));
    columns.forEach((column) => {
      const cell = element("td", "number", shortNumber(column[i]));
      cell.title = String(column[i]).replace("Infinity", "inf");
      row.append(cell);
    });
    table.append(row);
  });
  const scroll = element("div", "scroll whole");
  scroll.append(table);
  return scroll;
}

// A number, or an array by rows.
function outcome(name, extents, numbers) {
  const text = (value) => String(value).replace("Infinity", "inf");
  if (extents.length === 0) {
    const result = element("span");
    result.append(element("span", "name", name), element("span", "number", text(numbers[0])));
    return result;
  }
  const result = element("div", "array");
  const table = element("table", "matrix");
  const columns = extents[extents.length - 1];
  for (let first = 0; first < numbers.length; first += columns) {
    const row = element("tr");
    numbers.slice(first, first + columns).forEach((value) => {
      const cell = element("td", "number", shortNumber(value));
      cell.title = text(value);
      row.append(cell);
    });
    table.append(row);
  }
  result.append(element("span", "name", name), table);
  return result;
}

// --- Links ----------------------------------------------------------------------------------------------------------

// What a link holds, by what it calls it: the numbers of the point, the direction and the cotangent, in the order of the fields.
const GROUPS = { point: "Point", direction: "Direction", cotangent: "Cotangent" };

function fieldsOf(legend) {
  const group = [...byId("point").querySelectorAll("fieldset")].find((each) => each.firstElementChild.textContent === legend);
  return group ? [...group.querySelectorAll("input")] : [];
}

// The text behind the # of a link; of the explorer it holds the program too.
function linkText() {
  const parts = [["function", state.shown.name], ["java", state.product]];
  Object.entries(GROUPS).forEach(([name, legend]) => {
    const numbers = fieldsOf(legend).map((input) => input.value.trim());
    if (numbers.length > 0 && numbers.every((text) => parseNumber(text) !== undefined)) {
      parts.push([name, numbers.join(",")]);
    }
  });
  if (!byId("editor").hidden) {
    parts.push(["program", base64(byId("program").value)]);
  }
  return parts.map(([name, text]) => name + "=" + encodeURIComponent(text).replaceAll("%2C", ",")).join("&");
}

function writeLink() {
  history.replaceState(null, "", "#" + linkText());
}

// UTF-8 in the letters that every program leaves as they are in an address.
function base64(text) {
  const bytes = Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join("");
  return btoa(bytes).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

function fromBase64(text) {
  const bytes = Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));
  return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
}

// What the address of this page holds; null if that is nothing, or cannot be read.
function readLink() {
  try {
    const parts = new Map(
      location.hash
        .slice(1)
        .split("&")
        .filter((part) => part.includes("="))
        .map((part) => [part.slice(0, part.indexOf("=")), decodeURIComponent(part.slice(part.indexOf("=") + 1))]),
    );
    const program = parts.has("program") ? fromBase64(parts.get("program")) : undefined;
    return parts.size === 0 ? null : { parts, program };
  } catch (error) {
    say("The link is damaged and was not followed.");
    return null;
  }
}

function say(text) {
  byId("link-note").textContent = text;
}

// Goes where the link says, as far as it fits the program.
function openLink() {
  const link = state.link;
  state.link = null;
  if (!link) {
    return;
  }
  const wanted = link.parts.get("function");
  const index = state.report.functions.findIndex((each) => each.name === wanted);
  if (wanted !== undefined && index < 0) {
    say("The link is about a function " + wanted + ", which is not here.");
    return;
  }
  state.product = link.parts.get("java") ?? state.product;
  if (index >= 0) {
    showFunction(index);
  }
  Object.entries(GROUPS).forEach(([name, legend]) => {
    const texts = (link.parts.get(name) ?? "").split(",").filter((text) => text !== "");
    const fields = fieldsOf(legend);
    const fits = texts.length === fields.length && texts.every((text) => parseNumber(text) !== undefined);
    if (fits) {
      fields.forEach((input, i) => {
        input.value = texts[i];
        state.numbers.set(input.name, parseNumber(texts[i]));
      });
    } else if (texts.length > 0 && fields.length > 0) {
      say("The link's " + name + " does not fit: " + fields.length + " numbers are wanted, it has " + texts.length + ".");
    }
  });
  compute();
}

byId("link").addEventListener("click", async () => {
  writeLink();
  try {
    await navigator.clipboard.writeText(location.href);
    say("The link is copied.");
  } catch (error) {
    say("The link is in the address bar.");
  }
});

window.addEventListener("hashchange", () => {
  say("");
  state.link = readLink();
  if (state.link?.program !== undefined && state.link.program !== byId("program").value) {
    window.dispatchEvent(new CustomEvent("program", { detail: state.link.program }));
  } else if (state.report) {
    openLink();
  }
});

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

state.link = readLink();
const data = byId("report");
if (data) {
  show(JSON.parse(data.textContent));
}
