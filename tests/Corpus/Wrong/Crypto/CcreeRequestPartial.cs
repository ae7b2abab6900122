using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux ("crypto: ccree - fix mem leak on error path"): map helpers in a row, the last failure unmaps all but the first.
public sealed class CcreeRequestPartial<THal>(CryptoUnit unit)
    where THal : struct, IHal
{
    private static bool TryMap(DmaBuffer buffer, BufferDirection direction, out PhysAddr address)
    {
        try
        {
            address = THal.Share(buffer, direction);
            return true;
        }
        catch (DmaException)
        {
            address = default;
            return false;
        }
    }

    public int Hash(DmaBuffer state, DmaBuffer length, DmaBuffer result)
    {
        if (!TryMap(state, Both, out PhysAddr stateAddress)) //! HAL1002
        {
            return -12;
        }

        if (!TryMap(length, DriverToDevice, out PhysAddr lengthAddress))
        {
            THal.Unshare(stateAddress, state, Both);
            return -12;
        }

        if (!TryMap(result, DeviceToDriver, out PhysAddr resultAddress))
        {
            THal.Unshare(lengthAddress, length, DriverToDevice);
            return -12;
        }

        int error = unit.Encrypt(stateAddress, resultAddress, lengthAddress, 64);
        THal.Unshare(resultAddress, result, DeviceToDriver);
        THal.Unshare(lengthAddress, length, DriverToDevice);
        THal.Unshare(stateAddress, state, Both);
        return error;
    }
}
