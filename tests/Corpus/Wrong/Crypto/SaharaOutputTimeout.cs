using Devices;
using Hal;

namespace Drivers;

// Like fixes in Linux crypto (sahara): the return on a timeout leaves the output of the request mapped.
internal sealed class SaharaAes<THal>(Device unit)
    where THal : struct, IHal
{
    private const int Timeout = 1000;

    public int Process(DmaBuffer input, DmaBuffer output)
    {
        PhysAddr source = THal.Share(input, BufferDirection.DriverToDevice);
        PhysAddr destination = THal.Share(output, BufferDirection.DeviceToDriver); //! HAL1002
        unit.Program(source, input.Length);
        unit.Program(destination, output.Length);
        unit.Kick();

        bool inTime = unit.Wait(Timeout);
        if (!inTime)
        {
            Log.Info("AES timed out");
            unit.Reset();
            THal.Unshare(source, input, BufferDirection.DriverToDevice);
            return -110;
        }

        THal.Unshare(destination, output, BufferDirection.DeviceToDriver);
        THal.Unshare(source, input, BufferDirection.DriverToDevice);
        return unit.Status;
    }
}
