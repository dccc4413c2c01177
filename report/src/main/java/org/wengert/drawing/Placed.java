package org.wengert.drawing;

import java.util.List;

/** A drawing with the places of all of it, in pixels from the upper left corner. */
public record Placed(
        Drawing drawing, double width, double height, List<Box> boxes, List<Group> groups, List<Arrow> arrows) {

    /** A point. */
    record Point(double x, double y) {}

    /** Where a box lies. */
    record Box(Drawing.Box box, double x, double y, double width, double height) {}

    /** Where a group lies. */
    record Group(Drawing.Group group, double x, double y, double width, double height) {}

    /**
     * Where an arrow goes.
     *
     * @param points its ends and bends
     * @param label the upper left corner of its label
     */
    record Arrow(Drawing.Arrow arrow, List<Point> points, Point label) {}
}
