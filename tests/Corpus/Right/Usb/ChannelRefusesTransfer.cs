using Hal;
using Devices;

/// <summary>A USB gadget that ends the share before it falls back to programmed I/O.</summary>
public sealed unsafe class GadgetEndpoint<THal>
    where THal : struct, IHal
{
    private readonly Device _channel = new();
    private readonly Device _fifo = new();

    public bool Queue(byte* data, int length)
    {
        DmaBuffer request = new(data, length);
        PhysAddr dma = THal.Share(request, BufferDirection.DriverToDevice);
        bool programmed = _channel.Submit(dma, length);
        if (programmed)
        {
            _channel.Wait(1000);
            THal.Unshare(dma, request, BufferDirection.DriverToDevice);
            return true;
        }

        THal.Unshare(dma, request, BufferDirection.DriverToDevice);
        for (int i = 0; i < length; i++)
        {
            _fifo.WriteRegister(0x20, data[i]);
        }

        return false;
    }
}
