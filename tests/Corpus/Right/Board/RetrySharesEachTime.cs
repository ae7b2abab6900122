using Hal;
using Devices;

/// <summary>A retry loop that ends the share of each failed attempt.</summary>
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
            PhysAddr address = THal.Share(buffer, BufferDirection.DriverToDevice);
            if (_device.Submit(address, length) && _device.Wait(10))
            {
                THal.Unshare(address, buffer, BufferDirection.DriverToDevice);
                return true;
            }

            _device.Reset();
            THal.Unshare(address, buffer, BufferDirection.DriverToDevice);
        }

        return false;
    }
}
