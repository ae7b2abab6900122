using System.Collections.Generic;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in EDK2: "MdeModulePkg/SdMmcPciHcDxe: call SdMmcFreeTrb() to complete sync operation" (6743455e34): a command without an
// event was waited for and its data never unmapped.
public sealed unsafe class SdMmcPassThru<THal>(MmcController slot)
    where THal : struct, IHal
{
    private readonly Queue<(PhysAddr Address, DmaBuffer Data)> _asynchronous = new();

    public int PassThru(int command, uint argument, DmaBuffer data, bool hasEvent)
    {
        PhysAddr address = THal.Share(data, DeviceToDriver); //! HAL1002
        slot.SetDataAddress(address);
        int status = slot.SendCommand(command, argument);
        if (hasEvent && status == 0)
        {
            _asynchronous.Enqueue((address, data));
            return 0;
        }

        if (status != 0 || slot.TimedOut(1000))
        {
            slot.StopTransfer();
            THal.Unshare(address, data, DeviceToDriver);
            return status != 0 ? status : -110;
        }

        return 0;
    }

    public void PollOne()
    {
        if (slot.Interrupts == MmcController.DataDone && _asynchronous.TryDequeue(out (PhysAddr Address, DmaBuffer Data) trb))
        {
            THal.Unshare(trb.Address, trb.Data, DeviceToDriver);
        }
    }
}
