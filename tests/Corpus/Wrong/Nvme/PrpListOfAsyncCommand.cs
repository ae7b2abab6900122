using System.Threading.Tasks;
using Hal;
using Devices;

// Follows a fix in EDK2, f2333c707d.
/// <summary>An NVMe asynchronous command whose completion ends the data's share and keeps the page list.</summary>
public sealed class PagedCommand<THal>
    where THal : struct, IHal
{
    private readonly NvmeQueue _queue = new();

    public async Task<int> ReadAsync(DmaBuffer data)
    {
        var list = new Dma<THal>(1, BufferDirection.DriverToDevice); //! HAL2002
        var shared = new Shared<THal>(data, BufferDirection.DeviceToDriver);
        int status = await _queue.SubmitAsync(2, shared.Paddr, list.Paddr);
        shared.Unshare();
        if (status < 0)
        {
            list.Dispose();
            return status;
        }

        await Task.Yield();
        return data.Length;
    }
}
