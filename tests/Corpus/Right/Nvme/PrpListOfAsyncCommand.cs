using System.Threading.Tasks;
using Hal;
using Devices;

/// <summary>An NVMe asynchronous command whose completion ends the data's share and frees the page list.</summary>
public sealed class PagedCommand<THal>
    where THal : struct, IHal
{
    private readonly NvmeQueue _queue = new();

    public async Task<int> ReadAsync(DmaBuffer data)
    {
        var list = new Dma<THal>(1, BufferDirection.DriverToDevice);
        var shared = new Shared<THal>(data, BufferDirection.DeviceToDriver);
        int status = await _queue.SubmitAsync(2, shared.Paddr, list.Paddr);
        shared.Unshare();
        if (status < 0)
        {
            list.Dispose();
            return status;
        }

        await Task.Yield();
        list.Dispose();
        return data.Length;
    }
}
