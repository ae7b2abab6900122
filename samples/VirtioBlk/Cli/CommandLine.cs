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
using Virtio.Platforms.Emulated;
using Virtio.Platforms.VhostUser;

namespace Virtio.Cli;

/// <summary>The command line: what the options are, and which HAL and device they choose.</summary>
internal static class CommandLine
{
    private const string InProcess = "in-process";
    private const string VhostUser = "vhost-user";
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
            Description = "Where the disk is: in-process, behind an emulated bus with an IOMMU; vhost-user, in another process.",
            DefaultValueFactory = _ => InProcess,
            HelpName = "KIND",
        };
        device.AcceptOnlyFromAmong(InProcess, VhostUser);
        var spawn = new Option<bool>("--spawn") { Description = "With vhost-user: start a qemu-storage-daemon that serves the image." };
        var socket = new Option<string?>("--socket")
        {
            Description = "With vhost-user: the Unix socket of a back-end that serves --image already.",
            HelpName = "PATH",
        };
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
            image, write, device, spawn, socket, isChecked, depth,
        };
        root.SetAction((parsed, cancellationToken) => RunAsync(
            new Settings(
                parsed.GetValue(image),
                parsed.GetValue(write),
                parsed.GetValue(device)!,
                parsed.GetValue(spawn),
                parsed.GetValue(socket),
                parsed.GetValue(isChecked),
                parsed.GetValue(depth)),
            AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output) }),
            error,
            cancellationToken));

        root.Subcommands.Add(FilesCommand(output, error));

        ParseResult result = root.Parse(args);
        int code = result.Invoke(new InvocationConfiguration { Output = output, Error = error });
        return result.Errors.Count > 0 ? (int)ExitCode.BadInput : code;
    }

    private static Command FilesCommand(TextWriter output, TextWriter error)
    {
        var folder = new Argument<DirectoryInfo>("folder") { Description = "The folder to serve." };
        var isChecked = new Option<bool>("--checked", "-c") { Description = "Run the driver on Checked<...>: every contract is checked at run time." };
        var command = new Command(
            "files", "Serves a folder by virtiofsd, lists it through a virtio queue, and compares each file with the folder's own.") { folder, isChecked };
        command.SetAction((parsed, cancellationToken) => RunGuardedAsync(error, async () =>
        {
            DirectoryInfo served = parsed.GetValue(folder)!;
            if (!served.Exists)
            {
                throw new InputException($"{served} is no folder.");
            }

            FileReport report = await (parsed.GetValue(isChecked)
                ? FileCheck.RunCheckedAsync<VhostUserHal<Machine>.Binding>(served, VhostUserHal<Machine>.Region, cancellationToken)
                : FileCheck.RunAsync<VhostUserHal<Machine>.Binding>(served, VhostUserHal<Machine>.Region, cancellationToken)).ConfigureAwait(false);
            Report.Files(AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output) }), report);
        }));
        return command;
    }

    private static Task<int> RunAsync(Settings settings, IAnsiConsole console, TextWriter error, CancellationToken cancellationToken) =>
        RunGuardedAsync(error, async () =>
        {
            Check(settings);
            using DiskImage image = settings.Image is { } file ? DiskImage.Open(file, settings.Write) : DiskImage.CreateDefault();
            await (settings.Device == VhostUser
                ? RunOnVhostUserAsync(settings, image, console, cancellationToken)
                : RunInProcessAsync(settings, image, console, cancellationToken)).ConfigureAwait(false);
        });

    /// <summary>Runs a command and turns what went wrong into a line and an exit code.</summary>
    private static async Task<int> RunGuardedAsync(TextWriter error, Func<Task> command)
    {
        try
        {
            await command().ConfigureAwait(false);
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

    private static void Check(Settings settings)
    {
        if (settings.Write && settings.Image is null)
        {
            throw new InputException("--write needs --image. The built-in image is always written, being a copy.");
        }

        if (settings.Device == VhostUser)
        {
            if (settings.Spawn == (settings.Socket is not null))
            {
                throw new InputException("--device vhost-user needs either --spawn, to start a back-end, or --socket PATH of one that runs.");
            }

            if (settings.Socket is not null && settings.Image is null)
            {
                throw new InputException("--socket needs --image, the file that the back-end serves: what comes through the queue is compared with it.");
            }
        }
        else if (settings.Spawn || settings.Socket is not null)
        {
            throw new InputException("--spawn and --socket belong to --device vhost-user.");
        }
    }

    private static async Task RunCheckedAsync<THal>(
        IVirtioTransport transport, Settings settings, DiskImage image, IAnsiConsole console, CancellationToken cancellationToken)
        where THal : struct, IHal
    {
        await RunOnAsync<Checked<THal>>(transport, settings, image, console, cancellationToken).ConfigureAwait(false);
        Checked<THal>.AssertNothingHeld();
    }

    private static Task RunInProcessAsync(Settings settings, DiskImage image, IAnsiConsole console, CancellationToken cancellationToken)
    {
        var disk = new EmulatedDisk(EmulatedHal<Machine>.Bus, image.Path, image.IsWritable);
        return settings.Checked
            ? RunCheckedAsync<EmulatedHal<Machine>.Binding>(disk, settings, image, console, cancellationToken)
            : RunOnAsync<EmulatedHal<Machine>.Binding>(disk, settings, image, console, cancellationToken);
    }

    private static async Task RunOnVhostUserAsync(Settings settings, DiskImage image, IAnsiConsole console, CancellationToken cancellationToken)
    {
        using BackEndProcess? backEnd = settings.Spawn ? BackEndProcess.StartDisk(image.Path, image.IsWritable) : null;
        const uint VirtioBlockDevice = 2;
        var transport = new VhostUserTransport(
            backEnd?.SocketPath ?? settings.Socket!, VirtioBlockDevice, VhostUserHal<Machine>.Region, () => backEnd?.FailureDetail);
        await (settings.Checked
            ? RunCheckedAsync<VhostUserHal<Machine>.Binding>(transport, settings, image, console, cancellationToken)
            : RunOnAsync<VhostUserHal<Machine>.Binding>(transport, settings, image, console, cancellationToken)).ConfigureAwait(false);
    }

    private static async Task RunOnAsync<THal>(
        IVirtioTransport transport, Settings settings, DiskImage image, IAnsiConsole console, CancellationToken cancellationToken)
        where THal : struct, IHal
    {
        QueueCounters counters;
        DiskReport report;
        using (BlockDevice<THal> disk = BlockDevice<THal>.Open(transport))
        {
            counters = disk.Counters;
            Report.Disk(console, disk, settings.Checked);
            CheckSize(disk, image);
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

    private static void CheckSize<THal>(BlockDevice<THal> disk, DiskImage image)
        where THal : struct, IHal
    {
        long length = new FileInfo(image.Path).Length;
        if ((long)disk.Capacity * BlockDevice<THal>.SectorSize != length)
        {
            throw new CheckFailedException($"{disk.Name} has {disk.Capacity} sectors, {image.Path} {length / BlockDevice<THal>.SectorSize}. Is it the same disk?");
        }

        if (image.IsWritable && disk.IsReadOnly)
        {
            throw new InputException($"{disk.Name} is read-only. Leave --write out, or let the back-end serve the image writable.");
        }
    }

    private sealed record Settings(FileInfo? Image, bool Write, string Device, bool Spawn, string? Socket, bool Checked, int Depth);

    private readonly struct Machine;
}
