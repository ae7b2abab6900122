using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using ScottPlot;

namespace Hal.Benchmarks;

/// <summary>The plots of the page, as SVG.</summary>
internal static class Plots
{
    private const int Width = 760;
    private const int Height = 380;

    /// <summary>Bars in groups: one group a row, one colour a variant.</summary>
    public static void Bars(string path, string title, string unit, IReadOnlyList<string> groups, IReadOnlyList<(string Name, double[] Values)> series)
    {
        using var plot = new Plot();
        double width = 0.8 / series.Count;
        for (int i = 0; i < series.Count; i++)
        {
            var bars = series[i].Values.Select((value, group) => new Bar { Position = group + (i - (series.Count - 1) / 2.0) * width, Value = value, Size = width }).ToArray();
            var drawn = plot.Add.Bars(bars);
            drawn.Color = plot.Add.Palette.GetColor(i);
            drawn.LegendText = series[i].Name;
        }

        plot.Axes.Bottom.SetTicks(Enumerable.Range(0, groups.Count).Select(i => (double)i).ToArray(), groups.ToArray());
        plot.Axes.Margins(bottom: 0);
        plot.ShowLegend(Alignment.UpperLeft);
        Save(plot, path, title, null, unit);
    }

    /// <summary>Curves on two logarithmic axes: a straight line of slope one is linear.</summary>
    public static void Curves(string path, string title, string x, string y, IReadOnlyList<(string Name, (double X, double Y)[] Points)> series)
    {
        using var plot = new Plot();
        foreach ((string name, (double X, double Y)[] points) in series.Where(s => s.Points.Length > 0))
        {
            var line = plot.Add.Scatter(points.Select(p => Math.Log10(p.X)).ToArray(), points.Select(p => Math.Log10(Math.Max(p.Y, 0.001))).ToArray());
            line.LegendText = name;
            line.LineWidth = 2;
        }

        foreach (IAxis axis in new IAxis[] { plot.Axes.Bottom, plot.Axes.Left })
        {
            axis.TickGenerator = new ScottPlot.TickGenerators.NumericAutomatic
            {
                IntegerTicksOnly = true,
                LabelFormatter = power => Math.Pow(10, power).ToString("#,0.###", CultureInfo.InvariantCulture),
            };
        }

        plot.ShowLegend(Alignment.UpperLeft);
        Save(plot, path, title, x, y);
    }

    private static void Save(Plot plot, string path, string title, string? x, string y)
    {
        plot.Title(title);
        plot.YLabel(y);
        if (x is not null)
        {
            plot.XLabel(x);
        }

        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, plot.GetSvgXml(Width, Height).Replace("\r\n", "\n").TrimEnd() + "\n");
    }
}
