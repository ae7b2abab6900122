using System.Threading;
using System.Threading.Tasks;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux (nvme-apple, nvme-pci): the buffer is unshared whatever the status of the command.
internal sealed class LogPages<THal>
    where THal : struct, IHal
{
    private const byte GetLogPage = 0x02;
    private readonly NvmeQueue _admin;
    private readonly SemaphoreSlim _one = new(1, 1);

    public LogPages(NvmeQueue admin) => _admin = admin;

    public async Task<int> ReadAsync(DmaBuffer page)
    {
        await _one.WaitAsync();
        try
        {
            PhysAddr address = THal.Share(page, DeviceToDriver);
            int status = await _admin.SubmitAsync(GetLogPage, address, default);
            THal.Unshare(address, page, DeviceToDriver);
            if (status < 0)
            {
                return status;
            }

            return page[0];
        }
        finally
        {
            _one.Release();
        }
    }
}
