using Hal;
using Devices;

// Like fixes in Linux (drivers, a retry loop around the mapping).
/// <summary>A retry loop that shares anew at each attempt and leaves the share of each failed attempt.</summary>
public sealed unsafe class Retrying<THal>
    where THal : struct, IHal
{
    private const int Attempts = 3;
    private readonly Device _device = new();

    public bool Send(byte* data, int length)
    {
        var buffer = new DmaBuffer(data, length);
        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            PhysAddr address = THal.Share(buffer, BufferDirection.DriverToDevice); //! HAL1002
            if (_device.Submit(address, length) && _device.Wait(10))
            {
                THal.Unshare(address, buffer, BufferDirection.DriverToDevice);
                return true;
            }

            _device.Reset();
        }

        return false;
    }
}
