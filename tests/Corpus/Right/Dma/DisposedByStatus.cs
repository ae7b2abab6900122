using Devices;
using Hal;

/// <summary>Deallocate instead of Dispose, where a failure is to be a status and not an exception.</summary>
public sealed class StatusClose<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public int Run()
    {
        var region = new Dma<THal>(1, BufferDirection.Both);
        int result = _device.Start(region.Paddr, HalConstants.PageSize);
        int status = region.Deallocate();
        return status != 0 ? status : result;
    }

    public int RunGuarded()
    {
        Dma<THal>? region = null;
        try
        {
            region = new Dma<THal>(1, BufferDirection.Both);
            return _device.Start(region.Paddr, HalConstants.PageSize);
        }
        finally
        {
            if (region is not null && region.Deallocate() is var status and not 0)
            {
                Log.Info($"the pages at {region.Paddr} were not taken back: {status}");
            }
        }
    }
}
