package org.wengert.ir;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Mathematics in a comment, which knows its words: names of values, of functions and of indices, and the places of templates. It is put
 * together of templates and of other phrases, so that nothing looks for names in text.
 */
public final class Phrase {

    public static final Phrase EMPTY = new Phrase("", new int[0]);

    private final String text;

    /** Where the words begin and end. */
    private final int[] words;

    private Phrase(String text, int[] words) {
        this.text = text;
        this.words = words;
    }

    /** A name, a number, or a template, in which {@code #} is a word too. */
    public static Phrase of(String text) {
        int[] words = new int[text.length() + 2];
        int count = 0;
        for (int at = 0; at < text.length(); ) {
            int first = text.codePointAt(at);
            int end = at + Character.charCount(first);
            while (end < text.length() && Character.isJavaIdentifierPart(first) && isPart(text, end)) {
                end += Character.charCount(text.codePointAt(end));
            }
            if (first == '#' || Character.isJavaIdentifierStart(first)) {
                words[count++] = at;
                words[count++] = end;
            }
            at = end;
        }
        return new Phrase(text, Arrays.copyOf(words, count));
    }

    private static boolean isPart(String text, int at) {
        return Character.isJavaIdentifierPart(text.codePointAt(at));
    }

    /** Phrases one after the other. */
    public static Phrase join(String between, Collection<Phrase> phrases) {
        Writer writer = new Writer();
        boolean first = true;
        for (Phrase phrase : phrases) {
            writer.add(first ? "" : between);
            writer.add(phrase);
            first = false;
        }
        return writer.phrase();
    }

    /** With signs around it, which are no words. */
    public Phrase between(String before, String after) {
        Writer writer = new Writer();
        writer.add(before);
        writer.add(this);
        writer.add(after);
        return writer.phrase();
    }

    public Phrase then(String sign, Phrase other) {
        return join(sign, List.of(this, other));
    }

    /** What a place of a template becomes, which is in parentheses where it does not stand alone in some. */
    public record Part(Phrase phrase, boolean enclosed) {}

    /** What {@code part} says of each word in its place. */
    public Phrase filled(Function<String, Part> part) {
        Writer writer = new Writer();
        int done = 0;
        for (int i = 0; i < words.length; i += 2) {
            writer.add(text.substring(done, words[i]));
            Part in = part.apply(text.substring(words[i], words[i + 1]));
            boolean parentheses = in.enclosed() && !isAlone(words[i], words[i + 1]);
            writer.add(parentheses ? in.phrase().between("(", ")") : in.phrase());
            done = words[i + 1];
        }
        writer.add(text.substring(done));
        return writer.phrase();
    }

    /** Whether a place is all that parentheses have around it, or one of what commas part in them. */
    private boolean isAlone(int start, int end) {
        boolean begins = start > 0 && (text.charAt(start - 1) == '(' || text.startsWith(", ", start - 2));
        boolean ends = end < text.length() && (text.charAt(end) == ')' || text.charAt(end) == ',');
        return begins && ends;
    }

    /** How a word is written elsewhere. */
    @FunctionalInterface
    public interface Spelling {
        /**
         * How {@code word} is written.
         *
         * @param subscript whether it stands between brackets
         */
        String of(String word, boolean subscript);
    }

    /** The same with words as {@code spelling} has them. */
    public Phrase spelled(Spelling spelling) {
        Writer writer = new Writer();
        boolean changed = false;
        boolean subscript = false;
        int done = 0;
        for (int i = 0; i < words.length; i += 2) {
            for (int at = done; at < words[i]; at++) {
                subscript = text.charAt(at) == '[' || (text.charAt(at) != ']' && subscript);
            }
            String word = text.substring(words[i], words[i + 1]);
            String here = spelling.of(word, subscript);
            writer.add(text.substring(done, words[i]));
            writer.add(here.equals(word) ? one(word) : of(here));
            changed |= !here.equals(word);
            done = words[i + 1];
        }
        writer.add(text.substring(done));
        return changed ? writer.phrase() : this;
    }

    private static Phrase one(String word) {
        return new Phrase(word, new int[] {0, word.length()});
    }

    /** Whether this name stands in it, that of an element {@code a[1]} too. */
    public boolean mentions(String name) {
        for (int i = 0; i < words.length; i += 2) {
            int end = words[i] + name.length();
            if (text.startsWith(name, words[i]) && (end == text.length() || !isPart(text, end))) {
                return true;
            }
        }
        return false;
    }

    /** All of them. */
    List<String> words() {
        return IntStream.range(0, words.length / 2)
                .mapToObj(i -> text.substring(words[2 * i], words[2 * i + 1]))
                .toList();
    }

    /** Whether it is a number, or made of some. */
    public boolean hasNoWords() {
        return words.length == 0;
    }

    /** Whether it says just this. */
    public boolean is(String name) {
        return text.equals(name);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Phrase phrase && phrase.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }

    private static final class Writer {
        private final StringBuilder text = new StringBuilder();
        private final List<int[]> words = new ArrayList<>();

        void add(String signs) {
            text.append(signs);
        }

        void add(Phrase phrase) {
            int shift = text.length();
            words.add(Arrays.stream(phrase.words).map(at -> at + shift).toArray());
            text.append(phrase.text);
        }

        Phrase phrase() {
            return new Phrase(
                    text.toString(), words.stream().flatMapToInt(Arrays::stream).toArray());
        }
    }
}
