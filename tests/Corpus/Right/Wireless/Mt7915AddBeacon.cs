using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in mt76: "mt76: mt7915: fix possible memory leak in mt7915_mcu_add_beacon": a beacon that is too long for the command is
// refused, and the mapped command is unmapped.
public sealed unsafe class BeaconCommands<THal>(Mailbox mcu)
    where THal : struct, IHal
{
    private const uint BssInfoUpdate = 0x21;
    private const int MaxBeaconSize = 512;

    public int AddBeacon(DmaBuffer command, Packet? beacon, bool enable)
    {
        PhysAddr address = THal.Share(command, DriverToDevice);
        int status;
        if (!enable)
        {
            status = mcu.Execute(BssInfoUpdate, address);
            THal.Unshare(address, command, DriverToDevice);
            return status;
        }

        if (beacon is null || beacon.Length > MaxBeaconSize)
        {
            Log.Info("beacon size limit exceeded");
            beacon?.Free();
            THal.Unshare(address, command, DriverToDevice);
            return -22;
        }

        PhysAddr frame = THal.Share(beacon.Buffer, DriverToDevice);
        status = mcu.Execute(BssInfoUpdate, address, frame);
        THal.Unshare(frame, beacon.Buffer, DriverToDevice);
        THal.Unshare(address, command, DriverToDevice);
        beacon.Free();
        return status;
    }
}
