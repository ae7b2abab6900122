using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in Linux: "crypto: caam - fix state buffer DMA (un)mapping": the two buffers of the state change places between the map
// and the unmap.
public sealed unsafe class CaamHashState<THal>(CryptoUnit unit)
    where THal : struct, IHal
{
    public int Update(byte* firstHalf, byte* secondHalf, int length, DmaBuffer context)
    {
        var current = new DmaBuffer(firstHalf, length);
        var next = new DmaBuffer(secondHalf, length);
        PhysAddr state = THal.Share(context, DeviceToDriver);
        PhysAddr address = THal.Share(current, DriverToDevice);
        int error = unit.Digest(address, length, state);
        (current, next) = (next, current);
        THal.Unshare(address, current, DriverToDevice); //! HAL1006 (no fix: meaning)
        THal.Unshare(state, context, DeviceToDriver);
        current.AsSpan().Clear();
        return error;
    }
}
