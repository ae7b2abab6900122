using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>A transfer may lack one of its directions; a dummy buffer that both share takes its place.</summary>
public sealed unsafe class FullDuplex<THal>(SpiController controller) : IDisposable
    where THal : struct, IHal
{
    private const int DummyBytes = 4096;
    private readonly PinnedBuffer _zeros = new(DummyBytes);
    private readonly PinnedBuffer _sink = new(DummyBytes);

    public int Transfer(DmaBuffer transmit, DmaBuffer receive)
    {
        int length = Math.Max(transmit.Length, receive.Length);
        if (length == 0 || (!transmit.IsEmpty && !receive.IsEmpty && transmit.Length != receive.Length))
        {
            return -22;
        }

        for (int done = 0; done < length;)
        {
            int chunk = Math.Min(length - done, DummyBytes);
            int error = TransferChunk(
                transmit.IsEmpty ? _zeros.Buffer.Slice(0, chunk) : transmit.Slice(done, chunk),
                receive.IsEmpty ? _sink.Buffer.Slice(0, chunk) : receive.Slice(done, chunk));
            if (error != 0)
            {
                return error;
            }

            done += chunk;
        }

        return 0;
    }

    private int TransferChunk(DmaBuffer transmit, DmaBuffer receive)
    {
        PhysAddr tx = THal.Share(transmit, DriverToDevice);
        PhysAddr rx;
        try
        {
            rx = THal.Share(receive, DeviceToDriver);
        }
        catch (DmaException)
        {
            THal.Unshare(tx, transmit, DriverToDevice);
            return -12;
        }

        int error = controller.Start(tx, rx, transmit.Length);
        if (error == 0 && !controller.WaitIdle(100))
        {
            controller.Abort();
            error = -110;
        }

        THal.Unshare(rx, receive, DeviceToDriver);
        THal.Unshare(tx, transmit, DriverToDevice);
        return error;
    }

    public void Dispose()
    {
        _zeros.Dispose();
        _sink.Dispose();
    }
}
