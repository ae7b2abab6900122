using System.Collections.Generic;
using Devices;
using Hal;

namespace Drivers;

// Follows a fix in Linux: "drm/panfrost: Fix the error path in panfrost_mmu_map_fault_addr()": when the page table refuses a chunk of
// the heap, the chunk that was shared for it is unshared before the error is returned.
public sealed unsafe class HeapObject<THal>(Device mmu, byte* heap, int chunkBytes)
    where THal : struct, IHal
{
    private readonly Dictionary<int, PhysAddr> _mapped = new();

    public int Faults { get; private set; }

    public int HandleFault(int offset)
    {
        Faults++;
        int chunk = offset / chunkBytes;
        if (_mapped.ContainsKey(chunk))
        {
            return 0;
        }

        var memory = new DmaBuffer(heap + chunk * chunkBytes, chunkBytes);
        PhysAddr address = THal.Share(memory, BufferDirection.Both);
        int status = mmu.Start(address, chunkBytes);
        if (status != 0)
        {
            Log.Info("no page table entry for the fault");
            THal.Unshare(address, memory, BufferDirection.Both);
            return status;
        }

        _mapped.Add(chunk, address);
        return 0;
    }

    public void Release()
    {
        mmu.Reset();
        foreach ((int chunk, PhysAddr address) in _mapped)
        {
            THal.Unshare(address, new DmaBuffer(heap + chunk * chunkBytes, chunkBytes), BufferDirection.Both);
        }

        _mapped.Clear();
    }
}
