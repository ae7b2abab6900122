using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Hal;

namespace Virtio.Driver.FileSystem;

/// <summary>
/// A virtio file system (virtio 1.2, section 5.11): FUSE requests over the same queue as the disk's. Lists directories and reads files.
/// </summary>
/// <typeparam name="THal">The HAL through which the device reaches memory.</typeparam>
/// <remarks>All members may be called from any thread. For cancellation see <see cref="Block.BlockDevice{THal}"/>.</remarks>
public sealed class FileSystemDevice<THal> : IDisposable
    where THal : struct, IHal
{
    private const uint VirtioFileSystem = 26;
    private const ulong RootNode = 1;
    private const int EntryBytes = 128;
    private const int OpenBytes = 16;

    // FUSE's own limit where INIT negotiates no larger one: 32 pages.
    private const int MaxReadBytes = 128 * 1024;

    // Queue 0 is for urgent requests, of which this driver makes none; the device expects it all the same.
    private static readonly DeviceProfile Profile = new()
    {
        DeviceType = VirtioFileSystem,
        Features = 0,
        QueueCount = 2,
        RequestQueue = 1,
        MaxHeaderBytes = FuseRequest.HeaderBytes + FuseRequest.MaxArgumentBytes,
        ResponseBytes = FuseRequest.ResponseBytes,
        ResponseFirst = true,
    };

    private readonly VirtioDevice<THal> _device;
    private readonly VirtioDeviceOptions _options;
    private readonly int _readBytes;
    private ulong _lastUnique;

    private FileSystemDevice(VirtioDevice<THal> device, VirtioDeviceOptions options)
    {
        _device = device;
        _options = options;
        _readBytes = Math.Min(MaxReadBytes, device.Requests.MaxDataBytes(int.MaxValue, options.MaxSegmentBytes));
    }

    /// <summary>The device for a person to read.</summary>
    public string Name => _device.Name;

    /// <summary>What the queues have done so far.</summary>
    public QueueCounters Counters => _device.Counters;

    /// <summary>Brings a file system up.</summary>
    /// <param name="transport">The way to the device; the result owns it, and a failure disposes it.</param>
    /// <param name="options">How the device is driven; <see langword="null"/> for the defaults.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="VirtioException">It is no file system, or it cannot work with this driver.</exception>
    /// <exception cref="DmaException">The HAL has no memory for the queues.</exception>
    public static async Task<FileSystemDevice<THal>> OpenAsync(
        IVirtioTransport transport, VirtioDeviceOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new VirtioDeviceOptions();
        VirtioDevice<THal> device = VirtioDevice<THal>.Open(transport, Profile, options);
        try
        {
            var fileSystem = new FileSystemDevice<THal>(device, options);
            await fileSystem.InitAsync(cancellationToken).ConfigureAwait(false);
            return fileSystem;
        }
        catch
        {
            device.Dispose();
            throw;
        }
    }

    /// <summary>Lists a directory, without <c>.</c> and <c>..</c>.</summary>
    /// <param name="path">The path from the root of the file system, with <c>/</c> between names.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    /// <exception cref="FileSystemException">There is no such directory, or it may not be read.</exception>
    /// <exception cref="DeviceStoppedException">The device was stopped.</exception>
    public async Task<IReadOnlyList<DirectoryEntry>> ListAsync(string path, CancellationToken cancellationToken = default)
    {
        ulong node = await FindAsync(path, cancellationToken).ConfigureAwait(false);
        ulong handle = await OpenNodeAsync(FuseOperation.OpenDirectory, node, path, cancellationToken).ConfigureAwait(false);
        var entries = new List<DirectoryEntry>();
        try
        {
            byte[] buffer = new byte[_readBytes];
            ulong position = 0;
            while (true)
            {
                int length = await ReadNodeAsync(FuseOperation.ReadDirectory, node, handle, position, buffer, path, cancellationToken)
                    .ConfigureAwait(false);
                if (length == 0)
                {
                    return entries;
                }

                position = Parse(buffer.AsSpan(0, length), entries, path);
            }
        }
        finally
        {
            await ReleaseAsync(FuseOperation.ReleaseDirectory, node, handle, path).ConfigureAwait(false);
        }
    }

    /// <summary>Reads a whole file.</summary>
    /// <param name="path">The path from the root of the file system, with <c>/</c> between names.</param>
    /// <param name="consume">Receives the bytes, piece by piece in order; the memory is used again for the next piece.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    /// <returns>The length of the file in bytes.</returns>
    /// <exception cref="FileSystemException">There is no such file, or it may not be read.</exception>
    /// <exception cref="DeviceStoppedException">The device was stopped.</exception>
    public async Task<long> ReadFileAsync(string path, Action<ReadOnlyMemory<byte>> consume, CancellationToken cancellationToken = default)
    {
        ulong node = await FindAsync(path, cancellationToken).ConfigureAwait(false);
        ulong handle = await OpenNodeAsync(FuseOperation.Open, node, path, cancellationToken).ConfigureAwait(false);
        try
        {
            byte[] buffer = new byte[_readBytes];
            long position = 0;
            while (true)
            {
                int length = await ReadNodeAsync(FuseOperation.Read, node, handle, (ulong)position, buffer, path, cancellationToken)
                    .ConfigureAwait(false);
                if (length == 0)
                {
                    return position;
                }

                consume(buffer.AsMemory(0, length));
                position += length;
            }
        }
        finally
        {
            await ReleaseAsync(FuseOperation.Release, node, handle, path).ConfigureAwait(false);
        }
    }

    /// <summary>Resets the device, ends pending requests in <see cref="DeviceStoppedException"/>, and frees its memory, in this order.</summary>
    public void Dispose() => _device.Dispose();

    private async Task InitAsync(CancellationToken cancellationToken)
    {
        const uint Major = 7;
        const uint Minor = 31; // the first that knows virtio-fs
        const int AnswerBytes = 64;
        byte[] arguments = new byte[4 * sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(arguments, Major);
        BinaryPrimitives.WriteUInt32LittleEndian(arguments.AsSpan(4), Minor);
        byte[] answer = new byte[AnswerBytes];
        int length = await SubmitAsync(FuseOperation.Init, 0, arguments, answer, "the connection", cancellationToken).ConfigureAwait(false);
        uint major = BinaryPrimitives.ReadUInt32LittleEndian(answer);
        if (length < 2 * sizeof(uint) || major != Major)
        {
            throw new VirtioException($"{Name} speaks FUSE {major}, not {Major}.");
        }
    }

    private async Task<ulong> FindAsync(string path, CancellationToken cancellationToken)
    {
        ulong node = RootNode;
        byte[] answer = new byte[EntryBytes];
        foreach (string name in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            int length = await SubmitAsync(FuseOperation.Lookup, node, FuseRequest.Name(name), answer, path, cancellationToken).ConfigureAwait(false);
            node = BinaryPrimitives.ReadUInt64LittleEndian(answer);
            if (length != EntryBytes || node == 0)
            {
                const int NoSuchFile = 2;
                throw new FileSystemException($"{path} was not found", path, NoSuchFile);
            }
        }

        return node;
    }

    private async Task<ulong> OpenNodeAsync(FuseOperation operation, ulong node, string path, CancellationToken cancellationToken)
    {
        byte[] answer = new byte[OpenBytes];

        // The arguments are flags, and 0 is to read only.
        int length = await SubmitAsync(operation, node, new byte[2 * sizeof(uint)], answer, path, cancellationToken).ConfigureAwait(false);
        return length == OpenBytes
            ? BinaryPrimitives.ReadUInt64LittleEndian(answer)
            : throw new VirtioException($"{Name} answered {operation} of {path} with {length} bytes instead of {OpenBytes}.");
    }

    private async Task<int> ReadNodeAsync(
        FuseOperation operation, ulong node, ulong handle, ulong position, Memory<byte> destination, string path, CancellationToken cancellationToken)
    {
        const int ArgumentBytes = 40;
        byte[] arguments = new byte[ArgumentBytes];
        BinaryPrimitives.WriteUInt64LittleEndian(arguments, handle);
        BinaryPrimitives.WriteUInt64LittleEndian(arguments.AsSpan(8), position);
        BinaryPrimitives.WriteUInt32LittleEndian(arguments.AsSpan(16), (uint)destination.Length);
        return await SubmitAsync(operation, node, arguments, destination, path, cancellationToken).ConfigureAwait(false);
    }

    private async Task ReleaseAsync(FuseOperation operation, ulong node, ulong handle, string path)
    {
        const int ArgumentBytes = 24;
        byte[] arguments = new byte[ArgumentBytes];
        BinaryPrimitives.WriteUInt64LittleEndian(arguments, handle);
        try
        {
            await SubmitAsync(operation, node, arguments, Memory<byte>.Empty, path, CancellationToken.None).ConfigureAwait(false);
        }
        catch (DeviceStoppedException)
        {
            // The handle went with the device; why it was stopped is in the exception that is on its way already.
        }
    }

    private ValueTask<int> SubmitAsync(
        FuseOperation operation, ulong node, byte[] arguments, Memory<byte> answer, string what, CancellationToken cancellationToken)
    {
        ulong unique = Interlocked.Increment(ref _lastUnique);
        var request = new FuseRequest(operation, node, unique, arguments, answer, what, _options.ContinueOnDeviceThread)
        {
            MaxSegmentBytes = _options.MaxSegmentBytes,
        };
        ValueTask<int> result = request.Result;
        _device.Requests.Submit(request, cancellationToken);
        return result;
    }

    /// <summary>Reads the entries of one answer. They come from the device: each is checked before it is used.</summary>
    /// <returns>Where the next answer begins.</returns>
    private ulong Parse(ReadOnlySpan<byte> bytes, List<DirectoryEntry> entries, string path)
    {
        const int FixedBytes = 24;
        ulong position = 0;
        while (bytes.Length >= FixedBytes)
        {
            position = BinaryPrimitives.ReadUInt64LittleEndian(bytes[8..]);
            uint nameLength = BinaryPrimitives.ReadUInt32LittleEndian(bytes[16..]);
            var kind = (EntryKind)BinaryPrimitives.ReadUInt32LittleEndian(bytes[20..]);
            if (nameLength == 0 || nameLength > (uint)(bytes.Length - FixedBytes))
            {
                throw new VirtioException($"{Name} lists a name of {nameLength} bytes in {path}, in an answer that has {bytes.Length - FixedBytes} left.");
            }

            string name = Encoding.UTF8.GetString(bytes.Slice(FixedBytes, (int)nameLength));
            if (name is not "." and not "..")
            {
                entries.Add(new DirectoryEntry(name, Enum.IsDefined(kind) ? kind : EntryKind.Unknown));
            }

            int size = (FixedBytes + (int)nameLength + 7) & ~7;
            bytes = size < bytes.Length ? bytes[size..] : [];
        }

        return position;
    }
}
