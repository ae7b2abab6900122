using System;
using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Runtime.InteropServices;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Hal;

namespace Virtio.Driver.Block;

/// <summary>
/// A virtio disk. Any number of requests may be pending; each awaitable ends when the device is done with its memory, in the order in which
/// the device is done. It knows no platform: that is the HAL's and the transport's affair.
/// </summary>
/// <typeparam name="THal">The HAL through which the disk reaches memory.</typeparam>
/// <remarks>
/// All members may be called from any thread. A <see cref="ValueTask"/> that is returned here is awaited once.
/// <para>
/// Cancellation never gives memory back too early: a request that still waits for room ends at once, one that the device has ends when the device returns
/// it, or when the device is reset. A write that was cancelled may have been done.
/// </para>
/// </remarks>
public sealed class BlockDevice<THal> : IDisposable
    where THal : struct, IHal
{
    /// <summary>The unit of addresses and of capacity in bytes, whatever the block size of the disk.</summary>
    public const int SectorSize = BlockRequest.SectorBytes;

    private const uint VirtioBlockDevice = 2;

    private static readonly DeviceProfile Profile = new()
    {
        DeviceType = VirtioBlockDevice,
        Features = BlockFeatures.Supported,
        QueueCount = 1,
        RequestQueue = 0,
        MaxHeaderBytes = BlockRequest.HeaderBytes,
        ResponseBytes = BlockRequest.ResponseBytes,
        ResponseFirst = false,
    };

    private readonly VirtioDevice<THal> _device;
    private readonly VirtioDeviceOptions _options;
    private readonly ConcurrentBag<BlockRequest> _pool = [];
    private int _maxSegmentBytes;

    private BlockDevice(VirtioDevice<THal> device, VirtioDeviceOptions options)
    {
        _device = device;
        _options = options;
    }

    /// <summary>Brings a disk up.</summary>
    /// <param name="transport">The way to the disk; the result owns it, and a failure disposes it.</param>
    /// <param name="options">How the disk is driven; <see langword="null"/> for the defaults.</param>
    /// <exception cref="VirtioException">It is no disk, or it cannot work with this driver.</exception>
    /// <exception cref="DmaException">The HAL has no memory for the queue.</exception>
    public static BlockDevice<THal> Open(IVirtioTransport transport, VirtioDeviceOptions? options = null)
    {
        options ??= new VirtioDeviceOptions();
        VirtioDevice<THal> device = VirtioDevice<THal>.Open(transport, Profile, options);
        try
        {
            var disk = new BlockDevice<THal>(device, options);
            disk.ReadConfig();
            return disk;
        }
        catch
        {
            device.Dispose();
            throw;
        }
    }

    /// <summary>The disk for a person to read.</summary>
    public string Name => _device.Name;

    /// <summary>The size of the disk in sectors of <see cref="SectorSize"/> bytes.</summary>
    public ulong Capacity { get; private set; }

    /// <summary>The size of a block in bytes: the length of every read and write is a multiple of it, and every sector at a multiple of it.</summary>
    public int BlockSize { get; private set; }

    /// <summary>Whether the disk refuses writes.</summary>
    public bool IsReadOnly => (_device.Features & BlockFeatures.ReadOnly) != 0;

    /// <summary>The features that disk and driver agreed on.</summary>
    public ulong Features => _device.Features;

    /// <summary>The longest read or write in bytes that is one request. Longer ones become several, which the disk may do in any order.</summary>
    public int MaxRequestBytes { get; private set; }

    /// <summary>What the queue has done so far.</summary>
    public QueueCounters Counters => _device.Counters;

    /// <summary>Reads from the disk.</summary>
    /// <param name="sector">The first sector.</param>
    /// <param name="destination">Receives the bytes; its length is a multiple of <see cref="BlockSize"/>. The caller gets it back at the end.</param>
    /// <param name="cancellationToken">Cancels the read, as the type's remarks say.</param>
    /// <exception cref="ArgumentException">The length is 0 or no multiple of the block size.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The sectors do not lie on the disk.</exception>
    /// <exception cref="BlockRequestException">The disk could not read them.</exception>
    /// <exception cref="DeviceStoppedException">The disk was stopped.</exception>
    /// <exception cref="DmaException">The HAL cannot share so much memory.</exception>
    public ValueTask ReadAsync(ulong sector, Memory<byte> destination, CancellationToken cancellationToken = default)
    {
        CheckRange(sector, destination.Length);
        return destination.Length <= MaxRequestBytes
            ? Submit(BlockOperation.Read, sector, destination, cancellationToken).Completion
            : SubmitParts(BlockOperation.Read, sector, destination, cancellationToken);
    }

    /// <summary>Reads into memory that the HAL's device may see already, such as DMA memory: nothing is pinned, and some HALs need not copy.</summary>
    /// <param name="sector">The first sector.</param>
    /// <param name="destination">Receives the bytes; at most <see cref="MaxRequestBytes"/> and a multiple of <see cref="BlockSize"/>.</param>
    /// <param name="cancellationToken">Cancels the read, as the type's remarks say.</param>
    /// <inheritdoc cref="ReadAsync(ulong, Memory{byte}, CancellationToken)" path="/exception"/>
    /// <remarks>
    /// <b>Safety.</b> The memory stays valid and untouched until the end (contract C12); for ever, if that is a <see cref="DeviceStoppedException"/> with
    /// <see cref="DeviceStoppedException.MemoryAbandoned"/>.
    /// </remarks>
    public ValueTask ReadAsync(ulong sector, DmaBuffer destination, CancellationToken cancellationToken = default)
    {
        CheckRange(sector, destination.Length);
        CheckIsOneRequest(destination.Length);
        return Submit(BlockOperation.Read, sector, destination, cancellationToken);
    }

    /// <summary>Writes to the disk. Durable only after a <see cref="FlushAsync"/>.</summary>
    /// <param name="sector">The first sector.</param>
    /// <param name="source">The bytes; its length is a multiple of <see cref="BlockSize"/>. Not to be changed before the end.</param>
    /// <param name="cancellationToken">Cancels the write, as the type's remarks say; it may have been done all the same.</param>
    /// <exception cref="InvalidOperationException">The disk is read-only.</exception>
    /// <inheritdoc cref="ReadAsync(ulong, Memory{byte}, CancellationToken)" path="/exception"/>
    public ValueTask WriteAsync(ulong sector, ReadOnlyMemory<byte> source, CancellationToken cancellationToken = default)
    {
        CheckRange(sector, source.Length);
        CheckWritable();

        // Pinning needs Memory; the device is given the bytes to read only.
        Memory<byte> memory = MemoryMarshal.AsMemory(source);
        return source.Length <= MaxRequestBytes
            ? Submit(BlockOperation.Write, sector, memory, cancellationToken).Completion
            : SubmitParts(BlockOperation.Write, sector, memory, cancellationToken);
    }

    /// <summary>Writes from memory that the HAL's device may see already, as <see cref="ReadAsync(ulong, DmaBuffer, CancellationToken)"/> reads.</summary>
    /// <param name="sector">The first sector.</param>
    /// <param name="source">The bytes; at most <see cref="MaxRequestBytes"/> and a multiple of <see cref="BlockSize"/>.</param>
    /// <param name="cancellationToken">Cancels the write, as the type's remarks say.</param>
    /// <inheritdoc cref="WriteAsync(ulong, ReadOnlyMemory{byte}, CancellationToken)" path="/exception"/>
    /// <inheritdoc cref="ReadAsync(ulong, DmaBuffer, CancellationToken)" path="/remarks"/>
    public ValueTask WriteAsync(ulong sector, DmaBuffer source, CancellationToken cancellationToken = default)
    {
        CheckRange(sector, source.Length);
        CheckIsOneRequest(source.Length);
        CheckWritable();
        return Submit(BlockOperation.Write, sector, source, cancellationToken);
    }

    /// <summary>Makes every write that has ended durable. Does nothing where the disk has no cache.</summary>
    /// <param name="cancellationToken">Cancels the flush, as the type's remarks say.</param>
    /// <exception cref="BlockRequestException">The disk could not flush.</exception>
    /// <exception cref="DeviceStoppedException">The disk was stopped.</exception>
    public ValueTask FlushAsync(CancellationToken cancellationToken = default) =>
        (Features & BlockFeatures.Flush) == 0
            ? ValueTask.CompletedTask
            : Submit(BlockOperation.Flush, 0, Memory<byte>.Empty, cancellationToken).Completion;

    /// <summary>Asks for the serial number: up to 20 ASCII characters.</summary>
    /// <param name="cancellationToken">Cancels the request, as the type's remarks say.</param>
    /// <exception cref="BlockRequestException">The disk has none.</exception>
    /// <exception cref="DeviceStoppedException">The disk was stopped.</exception>
    public async ValueTask<string> ReadSerialNumberAsync(CancellationToken cancellationToken = default)
    {
        const int SerialNumberBytes = 20;
        byte[] bytes = new byte[SerialNumberBytes];
        await Submit(BlockOperation.GetId, 0, bytes, cancellationToken).Completion.ConfigureAwait(false);
        int end = Array.IndexOf(bytes, (byte)0);
        return Encoding.ASCII.GetString(bytes, 0, end < 0 ? bytes.Length : end);
    }

    /// <summary>Reads from the disk and waits for it.</summary>
    /// <inheritdoc cref="ReadAsync(ulong, Memory{byte}, CancellationToken)" path="/param[@name='sector']|/param[@name='destination']|/exception"/>
    public void Read(ulong sector, Memory<byte> destination) => ReadAsync(sector, destination).AsTask().GetAwaiter().GetResult();

    /// <summary>Writes to the disk and waits for it.</summary>
    /// <inheritdoc cref="WriteAsync(ulong, ReadOnlyMemory{byte}, CancellationToken)" path="/param[@name='sector']|/param[@name='source']|/exception"/>
    public void Write(ulong sector, ReadOnlyMemory<byte> source) => WriteAsync(sector, source).AsTask().GetAwaiter().GetResult();

    /// <summary>Makes every write that has ended durable, and waits for it.</summary>
    /// <inheritdoc cref="FlushAsync" path="/exception"/>
    public void Flush() => FlushAsync().AsTask().GetAwaiter().GetResult();

    /// <summary>
    /// Resets the disk and brings it up again, also after an error has stopped it. Pending requests end in <see cref="DeviceStoppedException"/>, with their
    /// memory given back.
    /// </summary>
    /// <exception cref="ObjectDisposedException">The disk was disposed.</exception>
    /// <exception cref="VirtioException">The disk could not be stopped or brought up again; it then stays stopped.</exception>
    public void Reset()
    {
        _device.Reset();
        ReadConfig();
    }

    /// <summary>Resets the disk, ends pending requests in <see cref="DeviceStoppedException"/>, and frees its memory, in this order.</summary>
    public void Dispose() => _device.Dispose();

    /// <summary>Makes a request as it is, without asking whether the disk can do it.</summary>
    internal BlockRequest Submit(BlockOperation operation, ulong sector, Memory<byte> data, CancellationToken cancellationToken)
    {
        BlockRequest request = Take(operation, sector);
        if (!data.IsEmpty)
        {
            request.Attach(data);
        }

        _device.Requests.Submit(request, cancellationToken);
        return request;
    }

    private ValueTask Submit(BlockOperation operation, ulong sector, DmaBuffer data, CancellationToken cancellationToken)
    {
        BlockRequest request = Take(operation, sector);
        request.Attach(data);
        ValueTask completion = request.Completion;
        _device.Requests.Submit(request, cancellationToken);
        return completion;
    }

    private BlockRequest Take(BlockOperation operation, ulong sector) =>
        BlockRequest.Take(_pool, operation, sector, _maxSegmentBytes, _options.ContinueOnDeviceThread);

    private async ValueTask SubmitParts(BlockOperation operation, ulong sector, Memory<byte> data, CancellationToken cancellationToken)
    {
        var parts = new List<Task>();
        int partBytes = MaxRequestBytes - (MaxRequestBytes % BlockSize);
        for (int offset = 0; offset < data.Length; offset += partBytes)
        {
            Memory<byte> part = data.Slice(offset, Math.Min(partBytes, data.Length - offset));
            parts.Add(Submit(operation, sector + ((ulong)offset / SectorSize), part, cancellationToken).Completion.AsTask());
        }

        // All of them, also when one fails: the caller gets the memory back, so the device must be done with every part.
        await Task.WhenAll(parts).ConfigureAwait(false);
    }

    private void ReadConfig()
    {
        const int ConfigBytes = 24;
        Span<byte> config = stackalloc byte[ConfigBytes];
        _device.ReadConfig(0, config);
        Capacity = BinaryPrimitives.ReadUInt64LittleEndian(config);
        uint sizeMax = Limit(BlockFeatures.SizeMax, config[8..]);
        uint segMax = Limit(BlockFeatures.SegMax, config[12..]);
        uint blockSize = (Features & BlockFeatures.BlockSize) == 0 ? SectorSize : BinaryPrimitives.ReadUInt32LittleEndian(config[20..]);

        // All four come from the device.
        const int LargestBlock = 1 << 20;
        if (blockSize is < SectorSize or > LargestBlock || (blockSize & (blockSize - 1)) != 0)
        {
            throw new VirtioException($"{Name} says that its blocks have {blockSize} bytes; a power of two from {SectorSize} to {LargestBlock} was expected.");
        }

        if (Capacity > long.MaxValue / SectorSize)
        {
            throw new VirtioException($"{Name} says that it has {Capacity} sectors, more than a disk can have.");
        }

        BlockSize = (int)blockSize;
        _maxSegmentBytes = (int)Math.Min(sizeMax, (uint)_options.MaxSegmentBytes);
        int maxSegments = (int)Math.Min(segMax, int.MaxValue);
        MaxRequestBytes = _device.Requests.MaxDataBytes(maxSegments, _maxSegmentBytes);
        if (MaxRequestBytes < BlockSize)
        {
            throw new VirtioException(
                $"{Name} takes {MaxRequestBytes} bytes in a request ({segMax} pieces of {sizeMax}), less than its block of {BlockSize} bytes.");
        }

        // A limit of 0 would allow no data at all: devices that offer the feature without filling in the field mean that there is none.
        uint Limit(ulong feature, ReadOnlySpan<byte> field) =>
            (Features & feature) != 0 && BinaryPrimitives.ReadUInt32LittleEndian(field) is not 0 and uint limit ? limit : uint.MaxValue;
    }

    private void CheckRange(ulong sector, int length)
    {
        if (length == 0 || length % BlockSize != 0)
        {
            throw new ArgumentException($"The length of {length} bytes is no positive multiple of the block size of {BlockSize} bytes.", nameof(length));
        }

        ulong sectors = (ulong)length / SectorSize;
        if (sector > Capacity || sectors > Capacity - sector)
        {
            throw new ArgumentOutOfRangeException(
                nameof(sector), sector, $"The {sectors} sectors at sector {sector} do not lie on the disk of {Capacity} sectors.");
        }

        if (sector % ((ulong)BlockSize / SectorSize) != 0)
        {
            throw new ArgumentOutOfRangeException(
                nameof(sector), sector, $"Sector {sector} is not the start of a block of {BlockSize} bytes.");
        }
    }

    private void CheckIsOneRequest(int length)
    {
        if (length > MaxRequestBytes)
        {
            throw new ArgumentException($"A request has at most {MaxRequestBytes} bytes, not {length}. Make several.", nameof(length));
        }
    }

    private void CheckWritable()
    {
        if (IsReadOnly)
        {
            throw new InvalidOperationException($"{Name} is read-only.");
        }
    }
}
