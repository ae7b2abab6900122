using System;
using Devices;
using Hal;

namespace Drivers;

// Like Linux DVB demultiplexers: the tuner writes packets of 188 bytes round a buffer, the driver follows. The ring is memory for the
// device to write; the driver reads up to the device's index and copies out.
public sealed class TransportStream<THal> : IDisposable
    where THal : struct, IHal
{
    private const int PacketBytes = 188;
    private const int Packets = 512;

    private readonly Device _tuner;
    private readonly Dma<THal> _ring;
    private int _read;

    private TransportStream(Device tuner, Dma<THal> ring)
    {
        _tuner = tuner;
        _ring = ring;
    }

    public int Resyncs { get; private set; }

    public static TransportStream<THal>? Start(Device tuner)
    {
        if (!Dma<THal>.TryCreate(HalConstants.PagesFor(PacketBytes * Packets), BufferDirection.DeviceToDriver, out var ring))
        {
            return null;
        }

        if (tuner.Submit(ring.Paddr, PacketBytes * Packets))
        {
            return new TransportStream<THal>(tuner, ring);
        }

        ring.Dispose();
        return null;
    }

    public int Demultiplex(ushort pid, Action<byte[]> section)
    {
        int write = (int)(_tuner.ReadRegister(0x20) % Packets);
        int matched = 0;
        for (; _read != write; _read = (_read + 1) % Packets)
        {
            ReadOnlySpan<byte> packet = _ring.AsSpan().Slice(_read * PacketBytes, PacketBytes);
            if (packet[0] != 0x47)
            {
                Resyncs++;
                continue;
            }

            if ((((packet[1] & 0x1F) << 8) | packet[2]) == pid)
            {
                section(packet[4..].ToArray());
                matched++;
            }
        }

        return matched;
    }

    public void Dispose()
    {
        _tuner.Reset();
        _ring.Dispose();
    }
}
