using Hal;
using Devices;

// Follows a fix in Linux (drivers/usb/musb, the fallback to programmed I/O), 92d2711f5d.
/// <summary>A USB gadget that falls back to programmed I/O and leaves the request shared.</summary>
public sealed unsafe class GadgetEndpoint<THal>
    where THal : struct, IHal
{
    private readonly Device _channel = new();
    private readonly Device _fifo = new();

    public bool Queue(byte* data, int length)
    {
        DmaBuffer request = new(data, length);
        PhysAddr dma = THal.Share(request, BufferDirection.DriverToDevice); //! HAL1002
        bool programmed = _channel.Submit(dma, length);
        if (programmed)
        {
            _channel.Wait(1000);
            THal.Unshare(dma, request, BufferDirection.DriverToDevice);
            return true;
        }

        for (int i = 0; i < length; i++)
        {
            _fifo.WriteRegister(0x20, data[i]);
        }

        return false;
    }
}
