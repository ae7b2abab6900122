using System;
using System.Linq;
using System.Threading;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>A self-test: frames go out and must come back the same, in the order of the ring.</summary>
public sealed class LoopbackTest<THal>(Ring transmit, Ring receive)
    where THal : struct, IHal
{
    private const int FrameBytes = 1024;
    private const int Frames = 64;

    public int Run()
    {
        using var outgoing = new PinnedBuffer(FrameBytes);
        using var incoming = new PinnedBuffer(FrameBytes * Frames);
        outgoing.Buffer.AsSpan()[..(FrameBytes / 2)].Fill(0xFF);
        outgoing.Buffer.AsSpan()[(FrameBytes / 2)..].Fill(0xAA);

        var slots = new Shared<THal>[Frames];
        for (int i = 0; i < Frames; i++)
        {
            slots[i] = new Shared<THal>(incoming.Buffer.Slice(i * FrameBytes, FrameBytes), DeviceToDriver);
            receive.Post(i, slots[i].Paddr, FrameBytes);
        }

        int good = 0;
        var frame = new Shared<THal>(outgoing.Buffer, DriverToDevice);
        for (int i = 0; i < Frames; i++)
        {
            transmit.Post(i, frame.Paddr, FrameBytes);
            transmit.Doorbell();
            var deadline = Deadline.In(200);
            while (!receive.IsDone(i) && !deadline.Expired)
            {
                Thread.SpinWait(10);
            }
        }

        transmit.Stop();
        receive.Stop();
        frame.Unshare();
        foreach (Shared<THal> slot in slots)
        {
            slot.Unshare();
            if (slot.Buffer.AsReadOnlySpan().SequenceEqual(outgoing.Buffer.AsReadOnlySpan()))
            {
                good++;
            }
        }

        return Frames - good;
    }
}
