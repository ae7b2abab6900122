using System.Runtime.InteropServices;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in SPDK: "nvme/rdma: Fix resource release order in nvme_rdma_qpair_destroy": the memory of the completions is freed
// before its registration with the adapter ends.
public sealed unsafe class RdmaQueuePair<THal>(Device adapter)
    where THal : struct, IHal
{
    private const int CompletionSize = 16;

    public bool Probe(int depth)
    {
        if (depth <= 0)
        {
            return false;
        }

        nuint bytes = (nuint)depth * CompletionSize;
        var memory = (byte*)NativeMemory.AlignedAlloc(bytes, 64);
        NativeMemory.Clear(memory, bytes);
        var completions = new DmaBuffer(memory, depth * CompletionSize);

        PhysAddr registration = THal.Share(completions, DeviceToDriver);
        bool connected = adapter.Submit(registration, completions.Length) && adapter.Wait(100);
        adapter.Reset();

        NativeMemory.AlignedFree(memory); //! HAL1008
        THal.Unshare(registration, completions, DeviceToDriver);
        return connected;
    }
}
