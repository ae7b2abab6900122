using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Hal;
using Virtio.Driver;
using Virtio.Driver.Block;
using Virtio.Platforms.VhostUser;

// Random reads of 4 KiB at depth 32 from one qemu-storage-daemon: by a C front-end, and by the C# driver, in turn. The ratio of each round counts, not the
// rates: both vary with the machine. dotnet run -c Release --project benchmarks/VhostUser [SECONDS] [ROUNDS]
const int Depth = 32;
const int ReadBytes = 4096;
const int ImageBytes = 64 * 1024 * 1024;
const uint VirtioBlockDevice = 2;
double seconds = args.Length > 0 ? double.Parse(args[0], CultureInfo.InvariantCulture) : 2;
int rounds = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 7;

DirectoryInfo folder = Directory.CreateTempSubdirectory("vhost-user-benchmark-");
try
{
    string image = Path.Combine(folder.FullName, "disk.img");
    byte[] content = new byte[ImageBytes];
    new Random(1).NextBytes(content);
    File.WriteAllBytes(image, content);
    string native = Path.Combine(folder.FullName, "native");
    Run("gcc", "-O2", "-Wall", "-Wextra", "-o", native, Path.Combine(AppContext.BaseDirectory, "native.c"));
    using BackEndProcess daemon = BackEndProcess.StartDisk(image, writable: false);

    var results = new List<(double Native, double Direct, double Bounced)>();
    Console.WriteLine("round   native C   C#, DMA memory        C#, arrays (bounced)    in 4 KiB reads a second");
    for (int round = 0; round <= rounds; round++)
    {
        string rate = Run(native, daemon.SocketPath, seconds.ToString(CultureInfo.InvariantCulture), Depth.ToString(CultureInfo.InvariantCulture));
        double c = double.Parse(rate, CultureInfo.InvariantCulture);
        double direct = await MeasureAsync(daemon, bounced: false);
        double bounced = await MeasureAsync(daemon, bounced: true);
        if (round == 0)
        {
            continue; // warms up the caches and the JIT
        }

        results.Add((c, direct, bounced));
        Console.WriteLine($"{round,5} {c,10:0} {direct,10:0} ({direct / c:0.00})    {bounced,10:0} ({bounced / c:0.00})");
    }

    Console.WriteLine(
        $"median of ratios: DMA memory {Median(results.Select(r => r.Direct / r.Native)):0.00}, arrays {Median(results.Select(r => r.Bounced / r.Native)):0.00}");
}
finally
{
    folder.Delete(recursive: true);
}

async Task<double> MeasureAsync(BackEndProcess daemon, bool bounced)
{
    var transport = new VhostUserTransport(daemon.SocketPath, VirtioBlockDevice, VhostUserHal<Benchmark>.Region, () => daemon.FailureDetail);
    using BlockDevice<VhostUserHal<Benchmark>.Binding> disk = BlockDevice<VhostUserHal<Benchmark>.Binding>.Open(
        transport, new VirtioDeviceOptions { ContinueOnDeviceThread = true });
    using var memory = new VhostUserHal<Benchmark>.Dma(Depth * (ReadBytes / HalConstants.PageSize), BufferDirection.DeviceToDriver);
    ulong places = disk.Capacity / (ReadBytes / 512);
    long started = Stopwatch.GetTimestamp();
    long end = started + (long)(seconds * Stopwatch.Frequency);
    long[] reads = await Task.WhenAll(Enumerable.Range(0, Depth).Select(i => bounced ? ReadArraysAsync((ulong)i) : ReadDmaAsync(i)));
    return reads.Sum() / Stopwatch.GetElapsedTime(started).TotalSeconds;

    async Task<long> ReadDmaAsync(int lane)
    {
        DmaBuffer buffer = memory.Slice((nuint)(lane * ReadBytes), ReadBytes);
        ulong random = (ulong)lane;
        long reads = 0;
        while (Stopwatch.GetTimestamp() < end)
        {
            await disk.ReadAsync(NextRandom(ref random) % places * (ReadBytes / 512), buffer);
            reads++;
        }

        return reads;
    }

    async Task<long> ReadArraysAsync(ulong lane)
    {
        byte[] buffer = new byte[ReadBytes];
        ulong random = lane;
        long reads = 0;
        while (Stopwatch.GetTimestamp() < end)
        {
            await disk.ReadAsync(NextRandom(ref random) % places * (ReadBytes / 512), buffer);
            reads++;
        }

        return reads;
    }
}

static ulong NextRandom(ref ulong state)
{
    ulong z = state += 0x9E3779B97F4A7C15;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
    return z ^ (z >> 31);
}

static string Run(string program, params string[] arguments)
{
    using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
    string output = process.StandardOutput.ReadToEnd();
    process.WaitForExit();
    return process.ExitCode == 0 ? output : throw new InvalidOperationException($"{program} ended with code {process.ExitCode}.");
}

static double Median(IEnumerable<double> values)
{
    double[] sorted = values.Order().ToArray();
    return sorted[sorted.Length / 2];
}

internal readonly struct Benchmark;
