using System.Collections.Generic;
using System.Linq;
using Hal;

namespace Drivers;

// Per-queue register blocks: windows by arithmetic, sizes from the device.
public sealed class RegisterArray<THal>
    where THal : struct, IHal
{
    private readonly MmioRegion[] _queues;

    public RegisterArray(PhysAddr bar, int queues, nuint stride)
    {
        MmioRegion all = MmioRegion.Map<THal>(bar, (nuint)queues * stride);
        _queues = new MmioRegion[queues];
        for (int i = 0; i < queues; i++)
        {
            _queues[i] = all.Slice((nuint)i * stride, stride);
        }
    }

    public void SetTail(int queue, uint tail) => _queues[queue].Write32(0x10, tail);

    public IEnumerable<uint> Heads() => _queues.Select(queue => queue.Read32(0x14));

    public static bool IsPresent(PhysAddr bar)
    {
        MmioRegion id = MmioRegion.Map<THal>(bar, 8);
        return (id.Read32(0), id.Read16(4), id.Read16(6)) is (0x74726976, 1 or 2, not 0);
    }
}
