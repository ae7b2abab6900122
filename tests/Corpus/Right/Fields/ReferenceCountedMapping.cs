using System.Threading;
using System.Threading.Tasks;
using Devices;
using Hal;

namespace Drivers;

// A mapping that several requests use at the same time, as storage stacks have it. The last reference ends the share, and nobody can
// take a reference when the count has come to zero.
internal sealed class ReferenceCountedMapping<THal>
    where THal : struct, IHal
{
    private readonly Shared<THal> _shared;
    private int _references = 1;

    public ReferenceCountedMapping(DmaBuffer buffer, BufferDirection direction) => _shared = new Shared<THal>(buffer, direction);

    public PhysAddr Address => _shared.Paddr;

    public bool TryAcquire()
    {
        int count = Volatile.Read(ref _references);
        while (count > 0)
        {
            int seen = Interlocked.CompareExchange(ref _references, count + 1, count);
            if (seen == count)
            {
                return true;
            }

            count = seen;
        }

        return false;
    }

    public void Release()
    {
        if (Interlocked.Decrement(ref _references) == 0)
        {
            _shared.Unshare();
        }
    }
}

internal sealed class MappingUser<THal>
    where THal : struct, IHal
{
    private readonly BlockQueue _disk;

    public MappingUser(BlockQueue disk) => _disk = disk;

    public async Task<int> WriteAsync(ReferenceCountedMapping<THal> mapping, ulong sector, int length)
    {
        if (!mapping.TryAcquire())
        {
            return -19;
        }

        try
        {
            return await _disk.WriteAsync(sector, mapping.Address, length);
        }
        finally
        {
            mapping.Release();
        }
    }
}
