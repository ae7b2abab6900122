using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Asterinas (virtio console): the received bytes are copied to the caller before the buffer is unshared.
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
        if (count > 0)
        {
            bytes[..count].CopyTo(into); //! HAL1007
        }

        THal.Unshare(address, _receive.Buffer, DeviceToDriver);
        return count;
    }

    public void Dispose() => _receive.Dispose();
}
