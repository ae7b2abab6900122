using System.Linq;
using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in Linux: the self test of drivers/dma/ioat leaves its mappings behind when no descriptor can be prepared.
public sealed class IoatSelfTest<THal>(DmaEngine engine)
    where THal : struct, IHal
{
    private const int TestSize = 2000;

    public int SelfTest()
    {
        using var source = new PinnedBuffer(TestSize);
        using var target = new PinnedBuffer(TestSize);
        Span<byte> bytes = source.Buffer.AsSpan();
        for (int i = 0; i < TestSize; i++)
        {
            bytes[i] = (byte)i;
        }

        int error = 0;
        PhysAddr from = THal.Share(source.Buffer, DriverToDevice);
        PhysAddr to = THal.Share(target.Buffer, DeviceToDriver);
        int cookie = engine.Submit(from, to, TestSize);
        if (cookie < 0)
        {
            Log.Info("self-test prep failed, disabling");
            error = -19;
            goto Unmap;
        }

        if (!engine.WaitFor(cookie, 3000))
        {
            Log.Info("self-test copy timed out, disabling");
            engine.Terminate();
            error = -19;
        }

    Unmap:
        THal.Unshare(to, target.Buffer, DeviceToDriver);
        THal.Unshare(from, source.Buffer, DriverToDevice);
        if (error == 0 && !source.Buffer.AsReadOnlySpan().SequenceEqual(target.Buffer.AsReadOnlySpan()))
        {
            Log.Info("self-test copy failed compare, disabling");
            error = -19;
        }

        return error;
    }
}
