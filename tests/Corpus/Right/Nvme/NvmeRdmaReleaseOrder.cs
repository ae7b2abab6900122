using System.Runtime.InteropServices;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in SPDK: "nvme/rdma: Fix resource release order in nvme_rdma_qpair_destroy": the registration with the adapter ends
// first, then the memory is freed.
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

        THal.Unshare(registration, completions, DeviceToDriver);
        NativeMemory.AlignedFree(memory);
        return connected;
    }
}
