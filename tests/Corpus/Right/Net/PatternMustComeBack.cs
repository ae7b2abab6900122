using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// The loopback self test of a network interface: a pattern is sent, and must come back. Two buffers, each with its own direction; the
// reply is compared after its share ended.
public static class LoopbackTest
{
    private const int FrameBytes = 1024;

    public static bool Run<THal>(Device device, Ring receive)
        where THal : struct, IHal
    {
        using var sent = new PinnedBuffer(FrameBytes);
        using var received = new PinnedBuffer(FrameBytes);
        FillPattern(sent.Buffer.AsSpan());

        int written = Exchange<THal>(device, receive, sent.Buffer, received.Buffer);
        if (written != FrameBytes)
        {
            Log.Info("the loopback frame did not come back");
            return false;
        }

        return received.Buffer.AsReadOnlySpan().SequenceEqual(sent.Buffer.AsReadOnlySpan());
    }

    private static int Exchange<THal>(Device device, Ring receive, DmaBuffer frame, DmaBuffer reply)
        where THal : struct, IHal
    {
        using var outgoing = new SharedScope<THal>(frame, DriverToDevice);
        using var incoming = new SharedScope<THal>(reply, DeviceToDriver);
        receive.Post(receive.Head, incoming.Paddr, reply.Length);
        receive.Doorbell();
        int written = 0;
        if (!device.Submit(outgoing.Paddr, frame.Length) || !device.Wait(200) || !receive.TryTake(out _, out written))
        {
            receive.Stop();
            device.Reset();
            return 0;
        }

        return written;
    }

    private static void FillPattern(Span<byte> bytes)
    {
        for (int i = 0; i < bytes.Length; i++)
        {
            bytes[i] = (byte)(i * 7 + 0x5A);
        }
    }
}
