package org.wengert.samples;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.knowm.xchart.ChartEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.Styler.ChartTheme;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** A picture of curves over whole numbers, with a logarithmic axis upwards. */
final class Curves {

    static final Color BLUE = new Color(0x1f, 0x5f, 0xb4);
    static final Color LIGHT_BLUE = new Color(0x8f, 0xbb, 0xe8);
    static final Color ORANGE = new Color(0xd9, 0x5f, 0x02);
    static final Color LIGHT_ORANGE = new Color(0xf7, 0xb7, 0x7a);
    static final BasicStroke SOLID = new BasicStroke(2);
    static final BasicStroke DASHED =
            new BasicStroke(2, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, new float[] {8, 5}, 0);
    static final BasicStroke DOTTED =
            new BasicStroke(2, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, new float[] {2, 4}, 0);

    private final XYChart chart = new XYChart(860, 420, ChartTheme.Matlab);

    Curves(String title, String across, String upwards) {
        chart.setTitle(title);
        chart.setXAxisTitle(across);
        chart.setYAxisTitle(upwards);
        var styler = chart.getStyler();
        styler.setYAxisLogarithmic(true);
        styler.setYAxisLogarithmicDecadeOnly(true);
        styler.setYAxisTickLabelsFormattingFunction(value -> String.format(Locale.ROOT, "%.0e", value));
        styler.setBaseFont(new Font(Font.SANS_SERIF, Font.PLAIN, 13));
        styler.setAxisTickLabelsFont(new Font(Font.SANS_SERIF, Font.PLAIN, 11));
        styler.setLegendPosition(LegendPosition.OutsideE);
        styler.setLegendBorderColor(Color.WHITE);
        styler.setLegendSeriesLineLength(36);
        styler.setPlotGridLinesColor(new Color(0xc8, 0xc8, 0xc8));
    }

    /** The first value stands over this number, and every value so much further. */
    void add(String name, int first, int distance, double[] values, Color color, BasicStroke stroke) {
        double[] across = new double[values.length];
        for (int i = 0; i < across.length; i++) {
            across[i] = first + i * distance;
        }
        var series = chart.addSeries(name, across, values);
        series.setMarker(SeriesMarkers.NONE);
        series.setLineColor(color);
        series.setLineStyle(stroke);
    }

    /** Writes a PNG; needs no screen. */
    void save(Path file) throws IOException {
        try (var out = Files.newOutputStream(file)) {
            ChartEncoder.saveChart(chart, out, "png");
        }
    }
}
