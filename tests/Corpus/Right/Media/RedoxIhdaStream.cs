using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Redox (ihdad): where the codec is absent the caller ends the share of the helper.
internal sealed class OutputStream<THal>(Device codec)
    where THal : struct, IHal
{
    public bool Play(DmaBuffer samples)
    {
        if (!TryOpen(samples, out PhysAddr list))
        {
            return false;
        }

        uint vendor = codec.ReadRegister(0xF00);
        if (vendor is 0 or uint.MaxValue)
        {
            Log.Info("no codec");
            THal.Unshare(list, samples, DriverToDevice);
            return false;
        }

        codec.Program(list, samples.Length);
        codec.Wait(1000);
        codec.Reset();
        THal.Unshare(list, samples, DriverToDevice);
        return true;
    }

    private bool TryOpen(DmaBuffer samples, [MustUnshare] out PhysAddr list)
    {
        if (samples.Length % 128 != 0 || !codec.Ready)
        {
            list = default;
            return false;
        }

        list = THal.Share(samples, DriverToDevice);
        return true;
    }
}
