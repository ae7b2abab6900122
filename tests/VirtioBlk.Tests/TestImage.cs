using System;
using System.IO;

namespace Virtio.Tests;

/// <summary>An image file of random sectors, deleted at the end of the test, and the content that it should have: the model.</summary>
internal sealed class TestImage : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("virtio-blk-tests-");

    public TestImage(int sectors, int seed)
    {
        Content = new byte[sectors * 512];
        new Random(seed).NextBytes(Content);
        Path = System.IO.Path.Combine(_folder.FullName, "disk.img");
        File.WriteAllBytes(Path, Content);
    }

    public string Path { get; }

    public string Folder => _folder.FullName;

    /// <summary>What the disk should hold.</summary>
    public byte[] Content { get; }

    public int Sectors => Content.Length / 512;

    public Span<byte> Slice(ulong sector, int length) => Content.AsSpan((int)sector * 512, length);

    public void Dispose() => _folder.Delete(recursive: true);
}
