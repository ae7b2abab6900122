using System;
using System.CommandLine;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using Hal;
using Spectre.Console;
using Virtio.Devices;
using Virtio.Driver;
using Virtio.Driver.Block;
using Virtio.Platforms;

namespace Virtio.Cli;

/// <summary>The command line: what the options are, and which HAL and device they choose.</summary>
internal static class CommandLine
{
    private const string InProcess = "in-process";
    private const int DefaultDepth = 8;
    private const int MaxDepth = 1024;

    /// <summary>Runs the program.</summary>
    /// <returns>An <see cref="ExitCode"/>.</returns>
    public static int Run(string[] args, TextWriter output, TextWriter error)
    {
        var image = new Option<FileInfo?>("--image", "-i")
        {
            Description = "Raw disk image to serve; without it a built-in one of 16 MiB. Only read, unless --write.",
            HelpName = "FILE",
        };
        var write = new Option<bool>("--write", "-w") { Description = "Also write a block of --image, find it in the file, and put it back." };
        var device = new Option<string>("--device", "-d")
        {
            Description = "Where the disk is: in-process, behind an emulated bus with an IOMMU.",
            DefaultValueFactory = _ => InProcess,
            HelpName = "KIND",
        };
        device.AcceptOnlyFromAmong(InProcess);
        var isChecked = new Option<bool>("--checked", "-c") { Description = "Run the driver on Checked<...>: every contract is checked at run time." };
        var depth = new Option<int>("--depth")
        {
            Description = $"Reads pending at a time, 1 to {MaxDepth}.",
            DefaultValueFactory = _ => DefaultDepth,
            HelpName = "N",
        };
        depth.Validators.Add(result =>
        {
            if (result.GetValue(depth) is < 1 or > MaxDepth)
            {
                result.AddError($"--depth takes 1 to {MaxDepth}.");
            }
        });

        var root = new RootCommand(
            "Reads a whole disk through a virtio queue, compares its SHA-256 with the file's, and writes, flushes and finds a block.\n"
            + "Exit codes: 0 all checks passed, 1 a check failed, 2 bad command line or image, 3 the device failed.")
        {
            image, write, device, isChecked, depth,
        };
        root.SetAction((parsed, cancellationToken) => RunAsync(
            new Settings(
                parsed.GetValue(image), parsed.GetValue(write), parsed.GetValue(device)!, parsed.GetValue(isChecked), parsed.GetValue(depth)),
            AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output) }),
            error,
            cancellationToken));

        ParseResult result = root.Parse(args);
        int code = result.Invoke(new InvocationConfiguration { Output = output, Error = error });
        return result.Errors.Count > 0 ? (int)ExitCode.BadInput : code;
    }

    private static async Task<int> RunAsync(Settings settings, IAnsiConsole console, TextWriter error, CancellationToken cancellationToken)
    {
        try
        {
            if (settings.Write && settings.Image is null)
            {
                throw new InputException("--write needs --image. The built-in image is always written, being a copy.");
            }

            using DiskImage image = settings.Image is { } file ? DiskImage.Open(file, settings.Write) : DiskImage.CreateDefault();
            await (settings.Checked
                ? RunOnAsync<Checked<EmulatedHal<Machine>.Binding>>(settings, image, console, cancellationToken)
                : RunOnAsync<EmulatedHal<Machine>.Binding>(settings, image, console, cancellationToken)).ConfigureAwait(false);
            return (int)ExitCode.Ok;
        }
        catch (Exception exception) when (exception is InputException or CheckFailedException or VirtioException or HalException or HalContractException
            or IOException or OperationCanceledException)
        {
            error.WriteLine("error: " + (exception is OperationCanceledException ? "Interrupted." : exception.Message));
            return (int)(exception switch
            {
                InputException => ExitCode.BadInput,
                CheckFailedException or HalContractException => ExitCode.CheckFailed,
                OperationCanceledException => ExitCode.Interrupted,
                _ => ExitCode.DeviceFailed,
            });
        }
    }

    private static async Task RunOnAsync<THal>(Settings settings, DiskImage image, IAnsiConsole console, CancellationToken cancellationToken)
        where THal : struct, IHal
    {
        var transport = new EmulatedDisk(EmulatedHal<Machine>.Bus, image.Path, image.IsWritable);
        QueueCounters counters;
        DiskReport report;
        using (BlockDevice<THal> disk = BlockDevice<THal>.Open(transport))
        {
            Report.Disk(console, disk, settings.Checked);
            counters = disk.Counters;
            report = await Report.WithProgressAsync(
                console,
                (long)disk.Capacity * BlockDevice<THal>.SectorSize,
                progress => DiskCheck.RunAsync(disk, image, settings.Depth, progress, cancellationToken)).ConfigureAwait(false);
        }

        if (counters.Unshares != counters.Shares)
        {
            throw new CheckFailedException($"{counters.Shares} buffers were shared, and {counters.Unshares} unshared.");
        }

        Report.Summary(console, counters, report, new FileInfo(image.Path).Length);
    }

    private sealed record Settings(FileInfo? Image, bool Write, string Device, bool Checked, int Depth);

    private readonly struct Machine;
}
