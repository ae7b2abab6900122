using System;
using Devices;
using Hal;

namespace Drivers;

// An isochronous camera pipe: packets of a transfer are parts of one buffer in DMA memory. Transfers use slices of one region, packet
// lengths from the device are bounded, and no share is made.
public sealed unsafe class CameraPipe<THal> : IDisposable
    where THal : struct, IHal
{
    private const int Transfers = 4;
    private const int PacketsPerTransfer = 8;
    private const int PacketBytes = 1024;
    private const int TransferBytes = PacketsPerTransfer * PacketBytes;

    private readonly Ring _ring;
    private readonly Dma<THal> _frames = new(HalConstants.PagesFor(Transfers * TransferBytes), BufferDirection.DeviceToDriver);
    private readonly byte[] _assembled = new byte[1 << 20];
    private int _length;

    public CameraPipe(Ring ring) => _ring = ring;

    public event Action<ReadOnlyMemory<byte>>? Frame;

    public void Start()
    {
        for (int i = 0; i < Transfers * PacketsPerTransfer; i++)
        {
            PostPacket(i);
        }

        _ring.Doorbell();
    }

    public void OnInterrupt()
    {
        while (_ring.TryTake(out int index, out int written))
        {
            int packet = index % (Transfers * PacketsPerTransfer);
            if (written is > 2 and <= PacketBytes)
            {
                Append(new ReadOnlySpan<byte>(_frames.Vaddr((nuint)(packet * PacketBytes)), written));
            }

            PostPacket(packet);
        }
    }

    public void Dispose()
    {
        _ring.Stop();
        _frames.Dispose();
    }

    private void Append(ReadOnlySpan<byte> packet)
    {
        bool endOfFrame = (packet[1] & 2) != 0;
        ReadOnlySpan<byte> payload = packet[2..];
        if (_length + payload.Length > _assembled.Length)
        {
            _length = 0;
            return;
        }

        payload.CopyTo(_assembled.AsSpan(_length));
        _length += payload.Length;
        if (endOfFrame)
        {
            Frame?.Invoke(_assembled.AsMemory(0, _length));
            _length = 0;
        }
    }

    private void PostPacket(int packet) => _ring.Post(packet, _frames.PaddrAt((nuint)(packet * PacketBytes)), PacketBytes);
}
