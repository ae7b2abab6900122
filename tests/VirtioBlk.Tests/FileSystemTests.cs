using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using CliWrap.Buffered;
using Hal;
using Virtio.Cli;
using Virtio.Driver.FileSystem;
using Virtio.Platforms.VhostUser;
using Xunit;

namespace Virtio.Tests;

/// <summary>The second device type over the same queue and HAL, against <c>virtiofsd</c>.</summary>
public sealed class FileSystemTests
{
    private const uint VirtioFileSystem = 26;

    [DaemonFact("virtiofsd")]
    public async Task The_program_lists_a_folder_and_reads_its_files()
    {
        using var folder = new TestImage(sectors: 1000, seed: 1);
        Directory.CreateDirectory(Path.Combine(folder.Folder, "deep", "er"));
        await File.WriteAllTextAsync(Path.Combine(folder.Folder, "deep", "er", "Größe.txt"), "two levels down");
        await File.WriteAllTextAsync(Path.Combine(folder.Folder, "empty"), "");
        foreach (string[] args in new string[][] { [], ["--checked"] })
        {
            BufferedCommandResult result = await ProgramTests.RunAsync(["files", folder.Folder, .. args]);
            Assert.Equal("", result.StandardError);
            Assert.Equal((int)ExitCode.Ok, result.ExitCode);
            Assert.Contains("disk.img", result.StandardOutput);
            Assert.Contains("deep/", result.StandardOutput);
            Assert.Contains("3 files, 512,015 bytes, each equal to the folder's own", result.StandardOutput);
            Assert.Contains("folders   3", result.StandardOutput);
        }
    }

    [DaemonFact("virtiofsd")]
    public async Task A_folder_of_many_names_is_listed_whole_and_what_is_missing_is_named()
    {
        using var image = new TestImage(sectors: 1, seed: 2);
        string[] names = Enumerable.Range(0, 5000).Select(i => $"a-name-that-fills-the-answer-{i}").ToArray();
        foreach (string name in names)
        {
            await File.WriteAllBytesAsync(Path.Combine(image.Folder, name), []);
        }

        using BackEndProcess daemon = BackEndProcess.StartFileSystem(image.Folder);
        using FileSystemDevice<Checked<VhostUserHal<Many>.Binding>> device = await FileSystemDevice<Checked<VhostUserHal<Many>.Binding>>.OpenAsync(
            new VhostUserTransport(daemon.SocketPath, VirtioFileSystem, VhostUserHal<Many>.Region));
        IReadOnlyList<DirectoryEntry> entries = await device.ListAsync("/");
        Assert.Equal(names.Append("disk.img").Order(StringComparer.Ordinal), entries.Select(entry => entry.Name).Order(StringComparer.Ordinal));
        Assert.All(entries, entry => Assert.Equal(EntryKind.File, entry.Kind));

        var missing = await Assert.ThrowsAsync<FileSystemException>(() => device.ReadFileAsync("no/such/file", _ => { }));
        Assert.Equal(2, missing.Error);
        Assert.Contains("no/such/file", missing.Message);
        var notADirectory = await Assert.ThrowsAsync<FileSystemException>(() => device.ListAsync("disk.img"));
        Assert.Equal(20, notADirectory.Error);
        await Assert.ThrowsAsync<ArgumentException>(() => device.ListAsync(new string('x', 256)));

        var bytes = new MemoryStream();
        Assert.Equal(512, await device.ReadFileAsync("disk.img", piece => bytes.Write(piece.Span)));
        Assert.Equal(image.Content, bytes.ToArray());
        Assert.Equal(device.Counters.Shares, device.Counters.Unshares);
    }

    [Fact]
    public async Task A_folder_that_does_not_exist()
    {
        BufferedCommandResult result = await ProgramTests.RunAsync("files", "/nowhere");
        Assert.Equal((int)ExitCode.BadInput, result.ExitCode);
        Assert.Contains("/nowhere is no folder", result.StandardError);
    }

    private struct Many;
}
