using Devices;
using Hal;
using Hal.Testing;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>A driver is tried with the n-th share failing, for every n: it must hold nothing afterwards.</summary>
public static class FaultInjection
{
    private struct Scope
    {
    }

    public static unsafe void BatchHoldsNothingAfterAnyFailure()
    {
        using var memory = new PinnedBuffer(4 * 512);
        for (int failing = 1; failing <= 4; failing++)
        {
            FakeHal<Scope>.Reset();
            FakeHal<Scope>.Faults.FailShare(failing);
            Expect.Throws<DmaException>(() => MapAll<FakeHal<Scope>.Binding>(memory.Buffer, 4));
            Expect.Same(0, FakeHal<Scope>.LiveShares);
            FakeHal<Scope>.AssertClean();
        }

        FakeHal<Scope>.Faults.Clear();
        PhysAddr[] all = MapAll<FakeHal<Scope>.Binding>(memory.Buffer, 4);
        Expect.Same(4, FakeHal<Scope>.LiveShares);
        for (int i = 0; i < all.Length; i++)
        {
            FakeHal<Scope>.Binding.Unshare(all[i], memory.Buffer.Slice(i * 512, 512), DeviceToDriver);
        }

        FakeHal<Scope>.AssertClean();
    }

    private static PhysAddr[] MapAll<THal>(DmaBuffer memory, int count)
        where THal : struct, IHal
    {
        var mapped = new PhysAddr[count];
        int done = 0;
        try
        {
            while (done < count)
            {
                mapped[done] = THal.Share(memory.Slice(done * 512, 512), DeviceToDriver);
                done++;
            }

            return mapped;
        }
        catch
        {
            for (int i = done - 1; i >= 0; i--)
            {
                THal.Unshare(mapped[i], memory.Slice(i * 512, 512), DeviceToDriver);
            }

            throw;
        }
    }
}
