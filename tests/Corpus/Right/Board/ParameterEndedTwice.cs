using Hal;
using Devices;

/// <summary>A helper that ends the share it was given once.</summary>
public static class Finisher
{
    public static int Finish<THal>(Device device, PhysAddr address, DmaBuffer buffer, BufferDirection direction)
        where THal : struct, IHal
    {
        int status = device.Status;
        if (status < 0)
        {
            Log.Info($"failed: {status}");
        }

        device.WriteRegister(0, 0);
        THal.Unshare(address, buffer, direction);
        return status;
    }
}
