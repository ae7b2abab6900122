using System.Collections.Generic;
using System.Threading;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in U-Boot: "nvme: Fix memory leak on error path of nvme_init" (f0746160141): one error of the loop over the namespaces
// returned at once instead of going to the clean-up.
public sealed unsafe class NvmeInit<THal>
    where THal : struct, IHal
{
    private readonly NvmeQueue _admin;

    public NvmeInit(NvmeQueue admin) => _admin = admin;

    public List<ulong> Capacities { get; } = new();

    public int Initialize(uint namespaces)
    {
        var id = new Dma<THal>(1, DeviceToDriver);
        int ret = 0;
        for (uint i = 1; i <= namespaces; i++)
        {
            ret = _admin.Submit(0x06, id.Paddr, default);
            if (ret < 0)
            {
                break;
            }

            while (!_admin.IsDone(ret))
            {
                Thread.Yield();
            }

            ulong blocks = *id.Pointer<ulong>(0);
            if (blocks == 0)
            {
                continue;
            }

            if (Capacities.Contains(blocks))
            {
                Log.Info("bootdev: the namespace is there already");
                ret = -17;
                break;
            }

            Capacities.Add(blocks);
            ret = 0;
        }

        id.Dispose();
        return ret;
    }
}
