using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// An old device takes addresses of 32 bits only: the driver tries its bounce pages until one is low enough. Every address that is too
// high is ended in its turn of the loop; only the last turn keeps its share.
public sealed class LowAddressSearch<THal>(Device device, PinnedBuffer[] candidates) : IDisposable
    where THal : struct, IHal
{
    private PinnedBuffer? _chosen;
    private PhysAddr _address;

    public bool Attach()
    {
        if (_chosen is not null)
        {
            return true;
        }

        foreach (PinnedBuffer candidate in candidates)
        {
            DmaBuffer memory = candidate.Buffer;
            PhysAddr address = THal.Share(memory, DeviceToDriver);
            if (address.Value + (ulong)memory.Length <= 1UL << 32)
            {
                _chosen = candidate;
                _address = address;
                break;
            }

            THal.Unshare(address, memory, DeviceToDriver);
        }

        if (_chosen is null)
        {
            return false;
        }

        device.Program(_address, _chosen.Buffer.Length);
        return true;
    }

    public void Detach()
    {
        if (_chosen is { } chosen)
        {
            device.Reset();
            _chosen = null;
            THal.Unshare(_address, chosen.Buffer, DeviceToDriver);
        }
    }

    public void Dispose()
    {
        Detach();
        foreach (PinnedBuffer candidate in candidates)
        {
            candidate.Dispose();
        }
    }
}
