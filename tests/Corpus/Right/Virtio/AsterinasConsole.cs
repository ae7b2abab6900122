using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Asterinas (virtio console): the buffer is unshared, then its bytes are copied.
public sealed unsafe class VirtioConsole<THal>(VirtioTransport transport, SerialPort port) : IDisposable
    where THal : struct, IHal
{
    private const int ReceiveQueue = 0;

    private readonly PinnedBuffer _receive = new(256);

    public int Read(Span<byte> into)
    {
        Span<byte> bytes = _receive.Buffer.AsSpan();
        PhysAddr address = THal.Share(_receive.Buffer, DeviceToDriver);
        port.StartReceive(address, bytes.Length);
        transport.Notify(ReceiveQueue);
        while (!transport.Used(ReceiveQueue))
        {
        }

        int count = Math.Min(port.StopReceive(), into.Length);
        THal.Unshare(address, _receive.Buffer, DeviceToDriver);
        if (count > 0)
        {
            bytes[..count].CopyTo(into);
        }

        return count;
    }

    public void Dispose() => _receive.Dispose();
}
