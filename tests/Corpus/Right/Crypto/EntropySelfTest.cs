using System.Numerics;
using Devices;
using Hal;

namespace Drivers;

// Like FIPS start-up tests of a noise source: blocks are drawn until the counts can be judged. Each block is unspecified until the
// device has written it, so that only finished blocks are counted.
public sealed class EntropySelfTest<THal>
    where THal : struct, IHal
{
    private readonly Device _source;

    public EntropySelfTest(Device source) => _source = source;

    public int Failures { get; private set; }

    public bool Run(int blocks)
    {
        using var memory = new PinnedBuffer(256);
        DmaBuffer block = memory.Buffer;
        int ones = 0;
        int counted = 0;
        for (int i = 0; i < blocks; i++)
        {
            if (!Draw(block))
            {
                Failures++;
                continue;
            }

            for (int b = 0; b < block.Length; b++)
            {
                ones += BitOperations.PopCount(block[b]);
            }

            counted++;
        }

        int bits = counted * block.Length * 8;
        return counted >= blocks / 2 && ones > bits / 100 * 48 && ones < bits / 100 * 52;
    }

    private bool Draw(DmaBuffer block)
    {
        PhysAddr paddr = THal.Share(block, BufferDirection.DeviceToDriver);
        bool drawn = _source.Submit(paddr, block.Length);
        if (drawn && !_source.Wait(20))
        {
            _source.Reset();
            drawn = false;
        }

        THal.Unshare(paddr, block, BufferDirection.DeviceToDriver);
        return drawn;
    }
}
