using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in Linux: "crypto: sahara - fix error handling in sahara_hw_descriptor_create()".
public sealed unsafe class SaharaDescriptors<THal>(CryptoUnit unit, Descriptor* chain)
    where THal : struct, IHal
{
    private const int InvalidArgument = -22;

    public int Run(DmaBuffer source, DmaBuffer destination, PhysAddr key)
    {
        PhysAddr input = THal.Share(source, DriverToDevice); //! HAL1002
        PhysAddr output;
        try
        {
            output = THal.Share(destination, DeviceToDriver);
        }
        catch (DmaException)
        {
            Log.Info("the destination cannot be mapped");
            return InvalidArgument;
        }

        chain[0].Address = input.Value;
        chain[0].Length = (uint)source.Length;
        chain[1].Address = output.Value;
        chain[1].Length = (uint)destination.Length;
        int error = unit.Encrypt(input, output, key, source.Length);

        THal.Unshare(output, destination, DeviceToDriver);
        THal.Unshare(input, source, DriverToDevice);
        return error;
    }
}
