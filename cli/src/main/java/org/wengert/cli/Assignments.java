package org.wengert.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.wengert.op.Tensor;

/** Reads {@code x=2,y=[1,-1e-3],A=[1,2;3,4]} as it is typed: numbers and arrays as programs write them. */
final class Assignments {

    private final String option;
    private final Map<String, Tensor> values = new LinkedHashMap<>();

    /**
     * @param option what complaints call the list
     */
    private Assignments(String option) {
        this.option = option;
    }

    /** All assignments of {@code lists} together. */
    static Map<String, Tensor> parse(String option, Iterable<String> lists) throws RequestException {
        Assignments assignments = new Assignments(option);
        for (String list : lists) {
            int from = 0;
            int depth = 0;
            for (int i = 0; i < list.length(); i++) {
                char c = list.charAt(i);
                depth += c == '[' ? 1 : c == ']' ? -1 : 0;
                if (c == ',' && depth == 0) {
                    assignments.assign(list.substring(from, i));
                    from = i + 1;
                }
            }
            assignments.assign(list.substring(from));
        }
        return assignments.values;
    }

    private void assign(String assignment) throws RequestException {
        int equals = assignment.indexOf('=');
        String name = assignment.substring(0, Math.max(0, equals)).strip();
        if (name.isEmpty()) {
            throw new RequestException(
                    "malformed-value", option + " takes name=number or name=array, not '" + shown(assignment) + "'");
        }
        if (values.putIfAbsent(
                        name, value(name, assignment.substring(equals + 1).strip()))
                != null) {
            throw new RequestException("duplicate-name", option + " gives '" + name + "' twice");
        }
    }

    private Tensor value(String name, String text) throws RequestException {
        ArrayBuilder array = new ArrayBuilder(option + ": ", name);
        return text.startsWith("[") ? new Literal(text, array).read() : Tensor.scalar(number(name, text));
    }

    private double number(String place, String text) throws RequestException {
        Optional<Double> value = Numbers.parse(text);
        if (value.isEmpty()) {
            throw new RequestException(
                    "malformed-value", option + ": " + place + ": '" + shown(text) + "' is not a number");
        }
        return value.get();
    }

    private static String shown(String text) {
        String stripped = text.strip();
        return stripped.length() <= 60 ? stripped : stripped.substring(0, 60) + "...";
    }

    /** An array: {@code [1, 2]}, {@code [1, 2; 3, 4]}, {@code [[1, 2], [3, 4]]}. */
    private final class Literal {
        private final String text;
        private final ArrayBuilder array;
        private int at;

        Literal(String text, ArrayBuilder array) {
            this.text = text;
            this.array = array;
        }

        Tensor read() throws RequestException {
            bracket();
            if (at < text.length()) {
                throw expected("nothing more after the array");
            }
            return array.build();
        }

        /** With semicolons, what lies between two of them is a bracket of its own. */
        private void bracket() throws RequestException {
            boolean rows = hasSemicolon();
            array.open();
            at++;
            skip();
            if (rows) {
                array.open();
            }
            boolean ends = isNext(']');
            while (!ends) {
                element();
                ends = separator();
            }
            if (rows) {
                array.close();
            }
            array.close();
            at++;
            skip();
        }

        /** What follows an element; whether it is the end. */
        private boolean separator() throws RequestException {
            skip();
            if (isNext(']')) {
                return true;
            }
            if (isNext(';')) {
                array.close();
                array.open();
            } else if (!isNext(',')) {
                throw expected("',', ';' or ']'");
            }
            at++;
            skip();
            return false;
        }

        private void element() throws RequestException {
            if (isNext('[')) {
                bracket();
                return;
            }
            int from = at;
            while (at < text.length() && ",;[]".indexOf(text.charAt(at)) < 0) {
                at++;
            }
            array.number(number(array.place(), text.substring(from, at).strip()));
        }

        private boolean hasSemicolon() {
            int depth = 0;
            for (int i = at; i < text.length(); i++) {
                char c = text.charAt(i);
                depth += c == '[' ? 1 : c == ']' ? -1 : 0;
                if (depth == 0) {
                    return false;
                }
                if (c == ';' && depth == 1) {
                    return true;
                }
            }
            return false;
        }

        private boolean isNext(char c) {
            return at < text.length() && text.charAt(at) == c;
        }

        private void skip() {
            while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
                at++;
            }
        }

        private RequestException expected(String what) {
            String rest = at < text.length() ? "'" + shown(text.substring(at)) + "'" : "the end";
            return new RequestException(
                    "malformed-value", option + ": " + array.place() + ": expected " + what + ", found " + rest);
        }
    }
}
