using Hal;
using Devices;

/// <summary>A USB host's shutdown that frees the ring after its last use.</summary>
public sealed unsafe class RingShutdown<THal>
    where THal : struct, IHal
{
    private readonly Device _host = new();

    public bool Cycle()
    {
        var ring = new Dma<THal>(1, BufferDirection.Both);
        _host.Program(ring.Paddr, HalConstants.PageSize);
        bool stopped = _host.Wait(10);
        _host.Program(ring.Paddr, 0);
        ring.Dispose();
        return stopped;
    }
}
