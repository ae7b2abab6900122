using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in Linux: "crypto: sahara - fix wait_for_completion_timeout() error handling": the lists were not unmapped where the
// unit did not answer.
public sealed unsafe class SaharaAes<THal>(Device sahara)
    where THal : struct, IHal
{
    public int Crypt(DmaBuffer source, DmaBuffer destination)
    {
        PhysAddr input = THal.Share(source, DriverToDevice);
        PhysAddr output = THal.Share(destination, DeviceToDriver);
        int error = sahara.Start(input, source.Length);
        if (error == 0)
        {
            error = sahara.Start(output, destination.Length);
        }

        if (error == 0 && !sahara.Wait(1000))
        {
            Log.Info("sahara: AES timeout");
            sahara.Reset();
            error = -110;
        }
        else if (error != 0)
        {
            sahara.Reset();
        }

        THal.Unshare(output, destination, DeviceToDriver);
        THal.Unshare(input, source, DriverToDevice);
        return error;
    }
}
