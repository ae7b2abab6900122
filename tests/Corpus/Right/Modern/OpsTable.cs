using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// An ops table of function pointers, as a vendor's firmware layer has it.
public unsafe struct DeviceOps
{
    public delegate*<PhysAddr, int, int> Start;
    public delegate*<void> Stop;
    public delegate*<int, bool> Wait;
}

public sealed unsafe class OpsTable<THal>
    where THal : struct, IHal
{
    private readonly DeviceOps* _ops;

    public OpsTable(DeviceOps* ops) => _ops = ops;

    public int Transfer(DmaBuffer buffer, bool read)
    {
        BufferDirection direction = read ? DeviceToDriver : DriverToDevice;
        PhysAddr paddr = THal.Share(buffer, direction);
        int ret = _ops->Start(paddr, buffer.Length);
        if (ret < 0)
        {
            goto Out;
        }

        if (!_ops->Wait(100))
        {
            _ops->Stop();
            ret = -110;
        }

    Out:
        THal.Unshare(paddr, buffer, direction);
        return ret;
    }
}
