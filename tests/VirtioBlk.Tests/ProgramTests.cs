using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Threading.Tasks;
using CliWrap;
using CliWrap.Buffered;
using Virtio.Cli;
using Xunit;

namespace Virtio.Tests;

/// <summary>The program as a person runs it: a process, its output and its exit code.</summary>
public sealed class ProgramTests
{
    [Fact]
    public async Task The_default_run_passes_all_checks()
    {
        BufferedCommandResult result = await RunAsync();
        Assert.Equal("", result.StandardError);
        Assert.Equal((int)ExitCode.Ok, result.ExitCode);
        Assert.Contains("SHA-256   74b11f2ed1e79d9136c89e056dd338322b3110effc1e63619c5125f9d792f9a1", result.StandardOutput);
        Assert.Contains("equals the file's", result.StandardOutput);
        Assert.Contains("sector 32,767 written, flushed, found in the file and put back", result.StandardOutput);
        Assert.Contains("sectors   32,768", result.StandardOutput);

        // 16 MiB in pieces of 128 KiB, then read, write, flush, write back, flush; each a header and a status, and up to two pieces of 64 KiB.
        Assert.Contains("requests  133,", result.StandardOutput);
        Assert.Contains("shares    525 shared, 525 unshared", result.StandardOutput);
    }

    [Fact]
    public async Task A_checked_run_passes_too()
    {
        BufferedCommandResult result = await RunAsync("--checked", "--depth", "64");
        Assert.Equal((int)ExitCode.Ok, result.ExitCode);
        Assert.Contains("every contract checked", result.StandardOutput);
        Assert.Contains("shares    525 shared, 525 unshared", result.StandardOutput);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 257)]
    [InlineData(3, 5000)]
    public async Task An_image_of_the_user_is_only_read(int seed, int sectors)
    {
        using var image = new TestImage(sectors, seed);
        File.SetAttributes(image.Path, FileAttributes.ReadOnly);
        BufferedCommandResult result = await RunAsync("--image", image.Path);
        Assert.Equal("", result.StandardError);
        Assert.Equal((int)ExitCode.Ok, result.ExitCode);
        Assert.Contains(Convert.ToHexStringLower(SHA256.HashData(image.Content)), result.StandardOutput);
        Assert.Contains("read-only", result.StandardOutput);
        Assert.Contains("only with --write", result.StandardOutput);
        Assert.Equal(image.Content, await File.ReadAllBytesAsync(image.Path));
    }

    [Fact]
    public async Task With_write_a_block_is_written_and_put_back()
    {
        using var image = new TestImage(sectors: 100, seed: 4);
        BufferedCommandResult result = await RunAsync("--image", image.Path, "--write");
        Assert.Equal((int)ExitCode.Ok, result.ExitCode);
        Assert.Contains("sector 99 written, flushed, found in the file and put back", result.StandardOutput);
        Assert.Equal(image.Content, await File.ReadAllBytesAsync(image.Path));
    }

    [Fact]
    public async Task A_missing_image()
    {
        await AssertRefusedAsync("/nowhere/disk.img does not exist", "--image", "/nowhere/disk.img");
    }

    [Fact]
    public async Task A_folder_as_image()
    {
        using var image = new TestImage(sectors: 1, seed: 5);
        await AssertRefusedAsync("is a directory", "--image", image.Folder);
    }

    [Fact]
    public async Task An_empty_image()
    {
        using var image = new TestImage(sectors: 0, seed: 6);
        await AssertRefusedAsync("is empty", "--image", image.Path);
    }

    [Fact]
    public async Task An_image_that_ends_within_a_sector()
    {
        using var image = new TestImage(sectors: 2, seed: 7);
        await File.AppendAllTextAsync(image.Path, "excess");
        await AssertRefusedAsync("1030 bytes, 6 more than whole sectors", "--image", image.Path);
    }

    [Fact]
    public async Task A_read_only_image_with_write()
    {
        using var image = new TestImage(sectors: 2, seed: 8);
        File.SetAttributes(image.Path, FileAttributes.ReadOnly);
        await AssertRefusedAsync("chmod u+w", "--image", image.Path, "--write");
        Assert.Equal(image.Content, await File.ReadAllBytesAsync(image.Path));
    }

    [Fact]
    public async Task Write_without_an_image()
    {
        await AssertRefusedAsync("--write needs --image", "--write");
    }

    [Theory]
    [InlineData("'floppy' not recognized", "--device", "floppy")]
    [InlineData("--depth takes 1 to 1024", "--depth", "0")]
    [InlineData("Unrecognized command or argument '--frobnicate'", "--frobnicate")]
    public async Task A_command_line_that_cannot_be(string message, params string[] args)
    {
        await AssertRefusedAsync(message, args);
    }

    [Fact]
    public async Task Help_lists_the_options_and_the_exit_codes()
    {
        BufferedCommandResult result = await RunAsync("--help");
        Assert.Equal((int)ExitCode.Ok, result.ExitCode);
        foreach (string expected in new[] { "--image", "--write", "--device", "--checked", "--depth", "Exit codes: 0" })
        {
            Assert.Contains(expected, result.StandardOutput);
        }
    }

    [Fact]
    public void The_default_image_is_a_volume_with_two_files()
    {
        using var stream = new MemoryStream();
        DefaultImage.Write(stream);
        byte[] image = stream.ToArray();
        Assert.Equal(0x55, image[510]);
        Assert.Equal(0xAA, image[511]);

        // By the fields of the boot sector, as a file system does: the first file's first cluster holds the text.
        int sector = BitConverter.ToUInt16(image, 11);
        int cluster = image[13] * sector;
        int root = (BitConverter.ToUInt16(image, 14) + (image[16] * BitConverter.ToUInt16(image, 22))) * sector;
        int data = root + (BitConverter.ToUInt16(image, 17) * 32);
        Assert.Equal("README  TXT", System.Text.Encoding.ASCII.GetString(image, root, 11));
        int first = data + ((BitConverter.ToUInt16(image, root + 26) - 2) * cluster);
        string text = System.Text.Encoding.ASCII.GetString(image, first, BitConverter.ToInt32(image, root + 28));
        Assert.StartsWith("This disk was read through a split virtqueue", text);

        // The second file's chain in the allocation table has as many clusters as its length needs.
        int fat = BitConverter.ToUInt16(image, 14) * sector;
        int length = BitConverter.ToInt32(image, root + 32 + 28);
        int clusters = 0;
        for (int next = BitConverter.ToUInt16(image, root + 32 + 26); next < 0xFFF8; next = BitConverter.ToUInt16(image, fat + (next * 2)))
        {
            clusters++;
        }

        Assert.Equal((length + cluster - 1) / cluster, clusters);
    }

    private static async Task AssertRefusedAsync(string message, params string[] args)
    {
        BufferedCommandResult result = await RunAsync(args);
        Assert.Contains(message, result.StandardError);
        Assert.DoesNotContain("   at ", result.StandardError);
        Assert.Equal((int)ExitCode.BadInput, result.ExitCode);
    }

    internal static Task<BufferedCommandResult> RunAsync(params string[] args) => RunAsync(new Dictionary<string, string?>(), args);

    internal static async Task<BufferedCommandResult> RunAsync(IReadOnlyDictionary<string, string?> environment, params string[] args) =>
        await CliWrap.Cli.Wrap(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
            .WithArguments(args.Prepend(typeof(DiskImage).Assembly.Location))
            .WithEnvironmentVariables(environment)
            .WithValidation(CommandResultValidation.None)
            .ExecuteBufferedAsync();
}
