using Hal;
using Devices;

// Like fixes in Linux (drivers/usb/host, a command ring that is freed before the controller stops).
/// <summary>A USB host's shutdown that frees the ring and then tells the controller the ring's address.</summary>
public sealed unsafe class RingShutdown<THal>
    where THal : struct, IHal
{
    private readonly Device _host = new();

    public bool Cycle()
    {
        var ring = new Dma<THal>(1, BufferDirection.Both);
        _host.Program(ring.Paddr, HalConstants.PageSize);
        bool stopped = _host.Wait(10);
        ring.Dispose();
        _host.Program(ring.Paddr, 0); //! HAL2008
        return stopped;
    }
}
