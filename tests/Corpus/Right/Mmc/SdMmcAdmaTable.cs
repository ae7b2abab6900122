using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in EDK2: "MdeModulePkg/SdMmcPciHcDxe: Fix double PciIo Unmap in TRB creation (CVE-2019-14587)" (e36d5ac7d1): the helper
// that builds the table ends the table's mapping when it fails, and so does its caller.
public sealed unsafe class SdMmcAdma<THal>
    where THal : struct, IHal
{
    private readonly MmcController _host;

    public SdMmcAdma(MmcController host) => _host = host;

    public int Execute(int opcode, DmaBuffer table, PhysAddr data, int length)
    {
        PhysAddr admaMap = THal.Share(table, DriverToDevice);
        int status = BuildTable(admaMap, table, length);
        if (status == 0)
        {
            _host.SetDescriptorTable(admaMap);
            status = _host.SendCommand(opcode, (uint)data.Value);
            if (status != 0 || _host.TimedOut(100))
            {
                _host.StopTransfer();
            }
        }
        else
        {
            return status;
        }

        THal.Unshare(admaMap, table, DriverToDevice);
        return status;
    }

    /// <returns>0, or -5 when the table is out of the controller's reach; it is unmapped then.</returns>
    private int BuildTable(PhysAddr admaMap, DmaBuffer table, int length)
    {
        if (!_host.Has64BitDma && admaMap.Value > uint.MaxValue)
        {
            THal.Unshare(admaMap, table, DriverToDevice);
            return -5;
        }

        return length <= 65536 ? 0 : Refuse(admaMap, table);
    }

    private static int Refuse(PhysAddr admaMap, DmaBuffer table)
    {
        THal.Unshare(admaMap, table, DriverToDevice);
        return -22;
    }
}
