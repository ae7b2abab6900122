using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux scsi (advansys): a retry maps the overrun buffer anew and forgets the mapping of the attempt before.
public sealed unsafe class AdvansysChip<THal>(Device chip) : IDisposable
    where THal : struct, IHal
{
    private const int OverrunSize = 0x50;

    private readonly PinnedBuffer _overrun = new(OverrunSize);
    private PhysAddr _overrunAddress;

    public int Initialize()
    {
        if (_overrunAddress != default)
        {
            return 0;
        }

        for (int attempt = 0; attempt < 3; attempt++)
        {
            PhysAddr address = THal.Share(_overrun.Buffer, DeviceToDriver); //! HAL1002 (no fix: jump)
            chip.WriteRegister(0x24, address.Value);
            chip.Kick();
            if (chip.Wait(50))
            {
                _overrunAddress = address;
                return 0;
            }

            Log.Info("advansys: microcode did not start, resetting");
            chip.Reset();
        }

        return -19;
    }

    public void Dispose()
    {
        chip.Reset();
        if (_overrunAddress != default)
        {
            THal.Unshare(_overrunAddress, _overrun.Buffer, DeviceToDriver);
            _overrunAddress = default;
        }

        _overrun.Dispose();
    }
}
