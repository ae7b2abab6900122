using Hal;
using Devices;

/// <summary>An SD host that gives the first descriptor table back before it takes a larger one.</summary>
public sealed class GrowingTable<THal>
    where THal : struct, IHal
{
    private readonly MmcController _host = new();

    public int Program(int descriptors)
    {
        Dma<THal> table = new(1, BufferDirection.DriverToDevice);
        if (descriptors > 256)
        {
            table.Dispose();
            table = new Dma<THal>(HalConstants.PagesFor((nuint)descriptors * 16), BufferDirection.DriverToDevice);
        }

        _host.SetDescriptorTable(table.Paddr);
        int error = _host.SendCommand(18, 0);
        table.Dispose();
        return error;
    }
}
