using System;
using System.Buffers.Binary;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>A wire format as static members: the driver is written once for all of them.</summary>
public interface IWireFormat<TSelf>
    where TSelf : IWireFormat<TSelf>
{
    static abstract int HeaderLength { get; }

    static abstract BufferDirection HeaderDirection { get; }

    static abstract void WriteHeader(Span<byte> header, int bodyLength);
}

public readonly struct BigEndianFormat : IWireFormat<BigEndianFormat>
{
    public static int HeaderLength => 8;

    public static BufferDirection HeaderDirection => DriverToDevice;

    public static void WriteHeader(Span<byte> header, int bodyLength) => BinaryPrimitives.WriteInt64BigEndian(header, bodyLength);
}

public readonly struct EchoFormat : IWireFormat<EchoFormat>
{
    public static int HeaderLength => 4;

    public static BufferDirection HeaderDirection => Both;

    public static void WriteHeader(Span<byte> header, int bodyLength) => BinaryPrimitives.WriteInt32LittleEndian(header, bodyLength);
}

public sealed class FormattedSender<THal, TFormat>(Queue queue) : IDisposable
    where THal : struct, IHal
    where TFormat : IWireFormat<TFormat>
{
    private readonly PinnedBuffer _header = new(TFormat.HeaderLength);

    public bool Send(DmaBuffer body)
    {
        TFormat.WriteHeader(_header.Buffer.AsSpan(), body.Length);
        PhysAddr header = THal.Share(_header.Buffer, TFormat.HeaderDirection);
        PhysAddr payload = THal.Share(body, DriverToDevice);
        bool taken = queue.Free >= 2;
        if (taken)
        {
            queue.Add(header, _header.Buffer);
            queue.Add(payload, body);
            for (int done = 0; done < 2;)
            {
                done += queue.TryPop(out _, out _) ? 1 : 0;
            }
        }

        THal.Unshare(payload, body, DriverToDevice);
        THal.Unshare(header, _header.Buffer, TFormat.HeaderDirection);
        return taken;
    }

    public void Dispose() => _header.Dispose();
}
