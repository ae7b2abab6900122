using System;
using System.Globalization;
using System.Threading.Tasks;
using Hal;
using Spectre.Console;
using Virtio.Driver;
using Virtio.Driver.Block;

namespace Virtio.Cli;

/// <summary>What the person at the terminal sees.</summary>
internal static class Report
{
    private const double MiB = 1024 * 1024;

    /// <summary>Introduces the disk.</summary>
    public static void Disk<THal>(IAnsiConsole console, BlockDevice<THal> disk, bool isChecked)
        where THal : struct, IHal
    {
        console.WriteLine(
            $"{disk.Name}: {Number((long)disk.Capacity)} sectors, {(disk.IsReadOnly ? "read-only, " : "")}features 0x{disk.Features:x}"
            + (isChecked ? ", every contract checked" : ""));
    }

    /// <summary>Shows a bar while <paramref name="work"/> runs.</summary>
    public static Task<DiskReport> WithProgressAsync(IAnsiConsole console, long total, Func<IProgress<long>, Task<DiskReport>> work) =>
        console.Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new DownloadedColumn(), new TransferSpeedColumn())
            .StartAsync(context => work(new BarProgress(context.AddTask("Reading", maxValue: total))));

    /// <summary>Sums up.</summary>
    public static void Summary(IAnsiConsole console, QueueCounters counters, DiskReport report, long bytes)
    {
        Grid grid = new Grid().AddColumn(new GridColumn().NoWrap()).AddColumn(new GridColumn().NoWrap());
        grid.AddRow("SHA-256", Convert.ToHexStringLower(report.Hash));
        grid.AddRow("", "[green]equals the file's[/]");
        grid.AddRow("write", report.WrittenSector is { } sector
            ? $"[green]sector {Number((long)sector)} written, flushed, found in the file and put back[/]"
            : "not tried: the image is written only with --write");
        grid.AddRow("sectors", Number(bytes / BlockRequest.SectorBytes));
        grid.AddRow("bytes", Number(bytes));
        grid.AddRow("requests", $"{Number(counters.Requests)}, {Number(counters.Notifications)} notifications, {Number(counters.Interrupts)} interrupts");
        grid.AddRow("shares", $"{Number(counters.Shares)} shared, {Number(counters.Unshares)} unshared");
        string speed = (bytes / MiB / report.ReadTime.TotalSeconds).ToString("0", CultureInfo.InvariantCulture);
        grid.AddRow("time", $"{report.ReadTime.TotalSeconds.ToString("0.000", CultureInfo.InvariantCulture)} s, {speed} MiB/s");
        console.Write(grid);
    }

    /// <summary>Sums a folder up.</summary>
    public static void Files(IAnsiConsole console, FileReport report)
    {
        Grid grid = new Grid().AddColumn(new GridColumn().NoWrap()).AddColumn(new GridColumn().NoWrap());
        foreach (string line in report.Listing)
        {
            grid.AddRow("", Markup.Escape(line));
        }

        QueueCounters counters = report.Counters;
        grid.AddRow("files", $"[green]{Number(report.Files)} files, {Number(report.Bytes)} bytes, each equal to the folder's own[/]");
        grid.AddRow("folders", Number(report.Folders));
        grid.AddRow("requests", $"{Number(counters.Requests)}, {Number(counters.Notifications)} notifications, {Number(counters.Interrupts)} interrupts");
        grid.AddRow("shares", $"{Number(counters.Shares)} shared, {Number(counters.Unshares)} unshared");
        console.Write(grid);
    }

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    private sealed class BarProgress(ProgressTask task) : IProgress<long>
    {
        public void Report(long value) => task.Value = value;
    }
}
