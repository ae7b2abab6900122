using Hal;
using Devices;

/// <summary>The error path and the success path both end the share.</summary>
public sealed unsafe class Transmit<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public int Send(byte* data, int length)
    {
        var buffer = new DmaBuffer(data, length);
        PhysAddr paddr = THal.Share(buffer, BufferDirection.DriverToDevice);
        int error = _device.Start(paddr, length);
        if (error == 0)
        {
            _device.Wait(100);
        }

        THal.Unshare(paddr, buffer, BufferDirection.DriverToDevice);
        return error;
    }
}
