using System;
using System.Threading;

namespace Hal.Testing;

/// <summary>I13: every method may be called from any thread.</summary>
internal sealed unsafe class I13AnyThread : ContractTest
{
    private const int Rounds = 2000;
    private const int Length = 200;

    public I13AnyThread()
        : base("I13", "every method may be called from any thread")
    {
    }

    public override string Run<THal>(Trial trial)
    {
        int refused = 0;
        IDeviceView? device = trial.Device;
        Trial.InParallel(trial.Options.Threads, thread =>
        {
            using var memory = new PinnedBuffer(Length);
            DmaBuffer buffer = memory.Buffer;
            byte[] written = new byte[Length];
            for (int round = 0; round < Rounds; round++)
            {
                int seed = (thread * 31) + round;
                try
                {
                    Trial.Fill(buffer.AsSpan(), seed);
                    PhysAddr paddr = Trial.Share<THal>(buffer, BufferDirection.Both);
                    if (device is not null)
                    {
                        Trial.Expect(
                            Trial.DeviceRead(device, paddr, Length, "a share of one of several threads"),
                            seed,
                            "the device's view of a share of one of several threads");
                        Trial.Fill(written, seed + 1);
                        Trial.DeviceWrite(device, paddr, written, "a share of one of several threads");
                    }

                    Thread.Yield(); // another thread works while this share is live
                    THal.Unshare(paddr, buffer, BufferDirection.Both);
                    Trial.Expect(
                        buffer.AsReadOnlySpan(), device is null ? seed : seed + 1,
                        "the driver's view after Unshare on one of several threads");
                }
                catch (DmaException)
                {
                    Interlocked.Increment(ref refused);
                }

                if (round % 8 == 0)
                {
                    DmaAllocation allocation = THal.DmaAlloc(1, BufferDirection.Both);
                    if (allocation.Paddr != default)
                    {
                        var bytes = new Span<byte>(allocation.Vaddr, HalConstants.PageSize);
                        Trial.Fill(bytes, seed);
                        Thread.Yield();
                        Trial.Expect(bytes, seed, "a page of one of several threads");
                        Trial.Give<THal>(allocation, 1);
                    }
                }
            }
        });
        if (refused == trial.Options.Threads * Rounds)
        {
            Trial.NotTestable("every share was refused");
        }

        return $"{trial.Options.Threads} threads with {Rounds} shares each, and allocations between";
    }
}
