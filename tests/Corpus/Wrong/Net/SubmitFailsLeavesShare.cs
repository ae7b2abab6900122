using Hal;
using Devices;

/// <summary>The error path of a submit forgets the mapping that the success path ends.</summary>
public sealed unsafe class Transmit<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public int Send(byte* data, int length)
    {
        var buffer = new DmaBuffer(data, length);
        PhysAddr paddr = THal.Share(buffer, BufferDirection.DriverToDevice); //! HAL1002
        int error = _device.Start(paddr, length);
        if (error != 0)
        {
            return error;
        }

        _device.Wait(100);
        THal.Unshare(paddr, buffer, BufferDirection.DriverToDevice);
        return 0;
    }
}
