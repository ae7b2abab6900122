using System.Threading;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in EDK2: "OvmfPkg/QemuFwCfgLib: Use BusMasterCommonBuffer to map FW_CFG_DMA_ACCESS" (f6c909ae5d): the control word was
// polled through a mapping that only a common buffer allows.
public sealed unsafe class FwCfg<THal>
    where THal : struct, IHal
{
    private const uint Error = 1, Select = 8, Read = 2;

    private readonly MmioRegion _regs;

    public FwCfg(MmioRegion regs) => _regs = regs;

    public bool ReadItem(ushort item, DmaBuffer data, DmaBuffer access)
    {
        PhysAddr into = THal.Share(data, DeviceToDriver);
        using var common = new Dma<THal>(1, Both);
        var control = common.Pointer<uint>(0);
        control[0] = ((uint)item << 16) | Select | Read;
        control[1] = (uint)data.Length;
        *(ulong*)(control + 2) = into.Value;
        PhysAddr request = common.Paddr;
        Start(request);
        uint status;
        do
        {
            status = Volatile.Read(ref control[0]);
        }
        while ((status & ~Error) != 0);

        THal.Unshare(into, data, DeviceToDriver);
        return (status & Error) == 0 && access.Length > 0;

        void Start([DeviceAddress] PhysAddr address)
        {
            _regs.Write32(0x10, (uint)(address.Value >> 32));
            _regs.Write32(0x14, (uint)address.Value);
        }
    }
}
