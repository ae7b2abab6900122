using Devices;
using Hal;

/// <summary>Deliberate leaks, of a share and of DMA memory, said in so many words.</summary>
public sealed class LastResort<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public void HandOverToFirmware(DmaBuffer log)
    {
        PhysAddr at = THal.Share(log, BufferDirection.DeviceToDriver);
        _device.Program(at, log.Length);
        DmaOwnership.Abandon<THal>(at);
    }

    public void HandOverPages()
    {
        var pages = new Dma<THal>(4, BufferDirection.DeviceToDriver);
        _device.Program(pages.Paddr, (int)pages.Length);
        pages.Abandon();
    }

    public bool RunOrAbandon(DmaBuffer data)
    {
        PhysAddr at = THal.Share(data, BufferDirection.Both);
        bool stopped = _device.Submit(at, data.Length) && _device.Wait(10);
        if (stopped)
        {
            THal.Unshare(at, data, BufferDirection.Both);
        }
        else
        {
            Abandon(at);
        }

        return stopped;
    }

    private static void Abandon(PhysAddr at)
    {
        Log.Address(at);
        DmaOwnership.Abandon<THal>(at);
    }
}
