using System.Threading;
using System.Threading.Tasks;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux (nvme-apple, nvme-pci): the negative status returns from the async method with the buffer shared.
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
            PhysAddr address = THal.Share(page, DeviceToDriver); //! HAL1002
            int status = await _admin.SubmitAsync(GetLogPage, address, default);
            if (status < 0)
            {
                return status;
            }

            THal.Unshare(address, page, DeviceToDriver);
            return page[0];
        }
        finally
        {
            _one.Release();
        }
    }
}
