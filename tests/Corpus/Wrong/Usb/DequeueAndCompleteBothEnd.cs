using Hal;
using Devices;

// Like fixes in Linux (drivers/usb/gadget/udc, a request that is dequeued after it completed).
/// <summary>A USB gadget request that is ended when it completes and again when it is taken from the queue.</summary>
public sealed unsafe class GadgetRequest<THal>
    where THal : struct, IHal
{
    private readonly Device _udc = new();

    public bool Transfer(DmaBuffer buffer, int milliseconds)
    {
        Shared<THal>? mapped = new Shared<THal>(buffer, BufferDirection.DriverToDevice);
        _udc.Program(mapped.Value.Paddr, buffer.Length);
        bool completed = _udc.Wait(milliseconds);
        if (completed)
        {
            mapped.Value.Unshare();
        }

        _udc.Reset();
        mapped.Value.Unshare(); //! HAL1004
        return completed;
    }
}
