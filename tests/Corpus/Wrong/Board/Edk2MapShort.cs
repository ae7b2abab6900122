using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in EDK2's PCI drivers: when the device takes less than the whole, the error return leaves the mapping.
public sealed unsafe class HostControllerMemory<THal>(Device controller) : IDisposable
    where THal : struct, IHal
{
    private const int PoolSize = 16 * 1024;

    private readonly PinnedBuffer _pool = new(PoolSize);

    public int Probe(int required)
    {
        PhysAddr address = THal.Share(_pool.Buffer, Both); //! HAL1002
        controller.Program(address, PoolSize);
        int covered = (int)controller.ReadRegister(0x58);
        if (covered != PoolSize)
        {
            controller.Reset();
            return -9;
        }

        int status = covered >= required ? 0 : -22;
        if (status == 0)
        {
            controller.Kick();
            status = controller.Wait(200) ? 0 : -18;
        }

        controller.Reset();
        THal.Unshare(address, _pool.Buffer, Both);
        return status;
    }

    public void Dispose() => _pool.Dispose();
}
