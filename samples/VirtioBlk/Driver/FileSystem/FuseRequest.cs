using System;
using System.Buffers.Binary;
using System.Text;
using Hal;

namespace Virtio.Driver.FileSystem;

/// <summary>
/// A request of the file system device: a FUSE header with its arguments, and a FUSE answer, whose header comes before its data. Made for one use.
/// </summary>
internal sealed class FuseRequest : VirtioRequest
{
    public const int HeaderBytes = 40;
    public const int MaxArgumentBytes = 256;
    public const int ResponseBytes = 16;

    private readonly FuseOperation _operation;
    private readonly ulong _node;
    private readonly ulong _unique;
    private readonly byte[] _arguments;
    private readonly string _what;

    /// <param name="operation">What is asked for.</param>
    /// <param name="node">The file or directory that it is about.</param>
    /// <param name="unique">Tells the request from all others of the connection.</param>
    /// <param name="arguments">The operation's arguments.</param>
    /// <param name="answer">Receives the data of the answer; may be empty.</param>
    /// <param name="what">The path, for error messages.</param>
    /// <param name="continueOnDeviceThread">As in <see cref="VirtioDeviceOptions.ContinueOnDeviceThread"/>.</param>
    public FuseRequest(
        FuseOperation operation, ulong node, ulong unique, byte[] arguments, Memory<byte> answer, string what, bool continueOnDeviceThread)
    {
        Prepare(continueOnDeviceThread);
        _operation = operation;
        _node = node;
        _unique = unique;
        _arguments = arguments;
        _what = what;
        if (!answer.IsEmpty)
        {
            Attach(answer, BufferDirection.DeviceToDriver);
        }
    }

    /// <inheritdoc/>
    public override int HeaderLength => HeaderBytes + _arguments.Length;

    /// <inheritdoc/>
    public override void WriteHeader(Span<byte> destination)
    {
        // User, group and process are 0: the server acts as root within what it serves.
        destination.Clear();
        BinaryPrimitives.WriteUInt32LittleEndian(destination, (uint)destination.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(destination[4..], (uint)_operation);
        BinaryPrimitives.WriteUInt64LittleEndian(destination[8..], _unique);
        BinaryPrimitives.WriteUInt64LittleEndian(destination[16..], _node);
        _arguments.CopyTo(destination[HeaderBytes..]);
    }

    /// <inheritdoc/>
    public override int ReadResponse(ReadOnlySpan<byte> response, uint written)
    {
        uint length = BinaryPrimitives.ReadUInt32LittleEndian(response);
        int error = BinaryPrimitives.ReadInt32LittleEndian(response[4..]);
        ulong unique = BinaryPrimitives.ReadUInt64LittleEndian(response[8..]);

        // All of it comes from the device. Its answer cannot be longer than what it wrote, which the queue has checked against the buffers.
        if (written < ResponseBytes || length < ResponseBytes || length > written || unique != _unique)
        {
            throw new VirtioException(
                $"The {Describe()} failed: the device answered request {unique} instead of {_unique}, with {length} bytes of {written} written.");
        }

        return error == 0 ? (int)length - ResponseBytes : throw new FileSystemException($"The {Describe()} failed", _what, -error);
    }

    /// <inheritdoc/>
    public override string Describe() => $"{_operation} of {_what}";

    /// <inheritdoc/>
    protected override void Recycle()
    {
        // Held by nobody any more.
    }

    /// <summary>A name as an argument: its bytes and a zero.</summary>
    /// <exception cref="ArgumentException">The name is too long for a file system.</exception>
    public static byte[] Name(string name)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(name + "\0");
        return bytes.Length <= MaxArgumentBytes
            ? bytes
            : throw new ArgumentException($"The name {name} has {bytes.Length - 1} bytes; at most {MaxArgumentBytes - 1} are possible.", nameof(name));
    }
}
