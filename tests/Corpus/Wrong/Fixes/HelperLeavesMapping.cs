using Devices;
using Hal;

/// <summary>The helper unmaps on success only; the caller believes it does always.</summary>
public sealed class HelperLeavesMapping<THal>(Device device) where THal : struct, IHal
{
    public int Send(DmaBuffer buffer)
    {
        PhysAddr a = THal.Share(buffer, BufferDirection.DriverToDevice); //! HAL1002 (no fix: helper releases)
        return Finish(a, buffer);
    }

    private int Finish(PhysAddr a, DmaBuffer buffer)
    {
        if (!device.Submit(a))
        {
            return -5;
        }

        device.Wait(10);
        THal.Unshare(a, buffer, BufferDirection.DriverToDevice);
        return 0;
    }
}
