using Hal;
using Devices;

// Follows a fix in DPDK, a4ae7f51d2.
/// <summary>An SD host that takes a larger descriptor table when the first is too small, and loses the first.</summary>
public sealed class GrowingTable<THal>
    where THal : struct, IHal
{
    private readonly MmcController _host = new();

    public int Program(int descriptors)
    {
        Dma<THal> table = new(1, BufferDirection.DriverToDevice); //! HAL2002
        if (descriptors > 256)
        {
            table = new Dma<THal>(HalConstants.PagesFor((nuint)descriptors * 16), BufferDirection.DriverToDevice);
        }

        _host.SetDescriptorTable(table.Paddr);
        int error = _host.SendCommand(18, 0);
        table.Dispose();
        return error;
    }
}
