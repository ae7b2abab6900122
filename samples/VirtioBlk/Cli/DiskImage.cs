using System;
using System.IO;
using System.Security.Cryptography;
using Virtio.Driver.Block;

namespace Virtio.Cli;

/// <summary>The file behind the disk: the user's own, or a default one that is deleted at the end.</summary>
internal sealed class DiskImage : IDisposable
{
    private readonly DirectoryInfo? _temporary;

    private DiskImage(string path, bool writable, DirectoryInfo? temporary)
    {
        Path = path;
        IsWritable = writable;
        _temporary = temporary;
    }

    /// <summary>The path of the file.</summary>
    public string Path { get; }

    /// <summary>Whether the disk may be written.</summary>
    public bool IsWritable { get; }

    /// <summary>Opens the user's image, after a look at whether it can be a disk.</summary>
    /// <exception cref="InputException">It cannot; the message says what to do.</exception>
    public static DiskImage Open(FileInfo file, bool write)
    {
        if (Directory.Exists(file.FullName))
        {
            throw new InputException($"{file} is a directory. --image takes a raw disk image, a file.");
        }

        if (!file.Exists)
        {
            throw new InputException($"{file} does not exist. Give --image the path of a raw disk image, or leave it out to use the built-in one.");
        }

        if (file.Length == 0)
        {
            throw new InputException($"{file} is empty. A disk has at least one sector: truncate -s 1M {file}");
        }

        long excess = file.Length % BlockRequest.SectorBytes;
        if (excess != 0)
        {
            throw new InputException(
                $"{file} has {file.Length} bytes, {excess} more than whole sectors of {BlockRequest.SectorBytes} bytes. Fill the last one up: "
                + $"truncate -s %{BlockRequest.SectorBytes} {file}");
        }

        if (write && file.IsReadOnly)
        {
            throw new InputException($"{file} is read-only, and --write writes to it. Leave --write out, or allow writing: chmod u+w {file}");
        }

        try
        {
            using FileStream _ = file.Open(FileMode.Open, write ? FileAccess.ReadWrite : FileAccess.Read, FileShare.ReadWrite);
        }
        catch (UnauthorizedAccessException)
        {
            throw new InputException($"{file} may not be {(write ? "written" : "read")} by this user. Change its permissions, or run as its owner.");
        }

        return new DiskImage(file.FullName, write, null);
    }

    /// <summary>Makes the default image, in a folder for temporary files.</summary>
    public static DiskImage CreateDefault()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("virtio-blk-");
        var image = new DiskImage(System.IO.Path.Combine(folder.FullName, "disk.img"), writable: true, folder);
        using FileStream file = File.Create(image.Path);
        DefaultImage.Write(file);
        return image;
    }

    /// <summary>The SHA-256 of the file as it is now, read by the file system and not by the driver.</summary>
    public byte[] Hash()
    {
        using FileStream file = OpenRead();
        return SHA256.HashData(file);
    }

    /// <summary>Reads a piece of the file as it is now.</summary>
    public byte[] Read(long offset, int length)
    {
        byte[] bytes = new byte[length];
        using FileStream file = OpenRead();
        file.Position = offset;
        file.ReadExactly(bytes);
        return bytes;
    }

    /// <inheritdoc/>
    public void Dispose() => _temporary?.Delete(recursive: true);

    // No buffer and no lock: the device has the file open too.
    private FileStream OpenRead() => new(Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);
}
