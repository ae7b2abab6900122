using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in EDK2: "MdeModulePkg/SdMmcPciHcDxe: Fix double PciIo Unmap in TRB creation (CVE-2019-14587)" (e36d5ac7d1).
public sealed unsafe class SdMmcHost<THal>
    where THal : struct, IHal
{
    private const ulong AdmaLimit = 0x1_0000_0000;

    private readonly MmcController _host;

    public SdMmcHost(MmcController host) => _host = host;

    public int ReadBlocks(uint block, DmaBuffer data)
    {
        int status = 0;
        bool started = false;
        PhysAddr paddr = THal.Share(data, DeviceToDriver);
        if (!_host.Has64BitDma && paddr.Value + (ulong)data.Length > AdmaLimit)
        {
            // The ADMA table holds 32 bits of an address.
            THal.Unshare(paddr, data, DeviceToDriver);
            status = -5;
            goto Error;
        }

        _host.SetDataAddress(paddr);
        started = true;
        status = _host.SendCommand(18, block);
        if (status == 0 && _host.TimedOut(500))
        {
            status = -110;
        }

    Error:
        if (started && status != 0)
        {
            _host.StopTransfer();
        }

        THal.Unshare(paddr, data, DeviceToDriver); //! HAL1004
        return status;
    }
}
