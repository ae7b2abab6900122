using Devices;
using Hal;

namespace Drivers;

// Like fixes in Linux crypto (qat): the path without an output buffer unmaps an output address that is still 0.
internal sealed class QatRequest<THal>(Queue ring)
    where THal : struct, IHal
{
    public int Run(CryptoUnit unit, DmaBuffer input, DmaBuffer output, PhysAddr key)
    {
        PhysAddr destination = default;
        PhysAddr source = THal.Share(input, BufferDirection.DriverToDevice);
        int error;
        if (ring.IsFull)
        {
            error = -11;
            goto unmap;
        }

        destination = THal.Share(output, BufferDirection.DeviceToDriver);
        error = unit.Encrypt(source, destination, key, input.Length);
        THal.Unshare(destination, output, BufferDirection.DeviceToDriver);
        THal.Unshare(source, input, BufferDirection.DriverToDevice);
        return error;

    unmap:
        THal.Unshare(destination, output, BufferDirection.DeviceToDriver); //! HAL1001
        THal.Unshare(source, input, BufferDirection.DriverToDevice);
        return error;
    }
}
