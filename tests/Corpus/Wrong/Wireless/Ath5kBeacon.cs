using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux wireless (ath5k): the slot is emptied first, so the unmap names an empty buffer.
public sealed unsafe class Ath5kBeacon<THal>(Device radio)
    where THal : struct, IHal
{
    private const int BeaconQueue = 0x10;

    private PhysAddr _address;
    private DmaBuffer _frame;

    public void Setup(DmaBuffer frame)
    {
        if (_address != default)
        {
            Clear();
        }

        _frame = frame;
        _address = THal.Share(frame, DriverToDevice);
        radio.WriteRegister(BeaconQueue, _address.Value);
    }

    public void Clear()
    {
        PhysAddr address = _address;
        if (address == default)
        {
            return;
        }

        radio.WriteRegister(BeaconQueue, 0);
        radio.Reset();
        _address = default;
        _frame = default;
        THal.Unshare(address, _frame, DriverToDevice); //! HAL1009
    }
}
