using Devices;
using Hal;

namespace Drivers;

// Like fixes in Linux crypto (sahara): the unit is reset on a timeout and both mappings are undone on every path.
internal sealed class SaharaAes<THal>(Device unit)
    where THal : struct, IHal
{
    private const int Timeout = 1000;

    public int Process(DmaBuffer input, DmaBuffer output)
    {
        PhysAddr source = THal.Share(input, BufferDirection.DriverToDevice);
        PhysAddr destination = THal.Share(output, BufferDirection.DeviceToDriver);
        unit.Program(source, input.Length);
        unit.Program(destination, output.Length);
        unit.Kick();

        bool inTime = unit.Wait(Timeout);
        if (!inTime)
        {
            Log.Info("AES timed out");
            unit.Reset();
        }

        THal.Unshare(destination, output, BufferDirection.DeviceToDriver);
        THal.Unshare(source, input, BufferDirection.DriverToDevice);
        return inTime ? unit.Status : -110;
    }
}
